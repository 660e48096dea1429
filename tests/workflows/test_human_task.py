"""The heart's behaviour, pinned: asked once, reminded and raised once at the right business moment, never answered."""

from datetime import date, datetime, timedelta

import pytest

from shared.business_clock import SHANGHAI, BusinessClock
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import Pause, TaskStatus
from tests.workflows.conftest import TUESDAY, Stage, owing
from tests.workflows.far_side import FarSide, Note
from tests.workflows.scenario import Step
from workflows.duty import Duty

COMMITTEE, BRANCH, OTHER_BRANCH = "341181001", "34118100101", "34118100102"
YEAR = 365
PROMPTLY = timedelta(minutes=1)


def verifying(side: FarSide, **changed: object) -> Duty:
    facts = {
        "kind": TaskKind.VERIFY_CERTIFICATE,
        "case_id": side.case_id,
        "occurrence": "1.1",
        "service": "inflow",
        "holder": COMMITTEE,
        "role": Role.RECEPTION_OFFICER,
        "since": date(2026, 9, 1),
    }
    return Duty.model_validate(facts | changed)


def moment(month: int, day: int, hour: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


VERIFY_LADDER = [
    ("remind-before", moment(9, 7, 8)),
    ("overdue", moment(9, 9)),
    ("raise-head", moment(9, 16)),
    ("raise-department", moment(9, 22)),
    ("joint", moment(9, 30)),
]
"""From Tuesday 1 September: 5, 10, 15 and 20 working days; Sunday 20 September 2026 is worked, Friday 25 is not."""


def fired(side: FarSide) -> list[tuple[str, datetime]]:
    """Each rung with the moment for which it was planned, after seeing that it came then and not before."""
    notes: list[Note] = side.named("fire_rung")
    for note in notes:
        assert note.rung is not None
        assert timedelta(0) <= note.at - note.rung.at < PROMPTLY, note
    return [(note.rung.name, note.rung.at) for note in notes if note.rung]


def test_it_asks_once_and_climbs_every_rung_once_in_order_at_its_moment(stage: Stage, side: FarSide) -> None:
    stage.play(side, owing(0, verifying(side)), owing(YEAR))
    assert [note.what for note in side.calls] == ["open_task"] + ["fire_rung"] * 5
    assert fired(side) == VERIFY_LADDER


def test_the_task_is_asked_at_the_holder_with_its_schedule(stage: Stage, side: FarSide) -> None:
    stage.play(side, owing(0, verifying(side)), owing(1))
    (note,) = side.calls
    assert note.opening is not None
    assert (note.service, note.opening.holder, note.opening.role) == ("inflow", COMMITTEE, Role.RECEPTION_OFFICER)
    assert (note.opening.since, note.opening.schedule.due_on) == (date(2026, 9, 1), date(2026, 9, 8))
    assert note.at - TUESDAY < PROMPTLY


def test_a_duty_that_goes_on_unchanged_is_not_asked_again(stage: Stage, side: FarSide) -> None:
    duty = verifying(side)
    stage.play(side, *(owing(day, duty) for day in (0, 1, 3, 20)), owing(YEAR))
    assert len(side.named("open_task")) == 1
    assert fired(side) == VERIFY_LADDER


def test_silence_never_answers_the_task(stage: Stage, side: FarSide) -> None:
    stage.play(side, owing(0, verifying(side)), owing(3 * YEAR))
    assert {note.what for note in side.calls} == {"open_task", "fire_rung"}


def test_nothing_fires_once_it_is_no_longer_owed(stage: Stage, side: FarSide) -> None:
    stage.play(side, owing(0, verifying(side)), owing(10), owing(YEAR))
    assert fired(side) == VERIFY_LADDER[:2]


def test_what_was_answered_before_the_first_rung_fires_nothing(stage: Stage, side: FarSide) -> None:
    stage.play(side, owing(0, verifying(side)), owing(2), owing(YEAR))
    assert [note.what for note in side.calls] == ["open_task"]


def test_an_answer_heard_of_by_another_way_ends_the_climb(stage: Stage, side: FarSide) -> None:
    duty = verifying(side)
    heard = Step(at=TUESDAY + timedelta(days=2), answer=duty.key)
    stage.play(side, owing(0, duty), heard, owing(YEAR))
    assert [note.what for note in side.calls] == ["open_task"]


def test_a_task_that_was_answered_before_it_was_asked_fires_nothing(stage: Stage, side: FarSide) -> None:
    side.statuses["VERIFY_CERTIFICATE/1.1"] = TaskStatus.DONE
    stage.play(side, owing(0, verifying(side)), owing(YEAR))
    assert [note.what for note in side.calls] == ["open_task"]


def test_a_case_that_has_moved_on_is_not_asked(stage: Stage, side: FarSide) -> None:
    side.refusals[TaskKind.VERIFY_CERTIFICATE] = 1
    stage.play(side, owing(0, verifying(side)), owing(YEAR))
    assert side.calls == []


def test_a_duty_that_changes_after_it_was_not_owed_is_asked_anew(stage: Stage, side: FarSide) -> None:
    """The snapshot lagged, the service said no; the next snapshot owes the same task at another branch."""
    side.refusals[TaskKind.ENROL_MEMBER] = 1
    enrolling = {"kind": TaskKind.ENROL_MEMBER, "role": Role.BRANCH_SECRETARY}
    first, second = (verifying(side, holder=holder, **enrolling) for holder in (BRANCH, OTHER_BRANCH))
    stage.play(side, owing(0, first), owing(2, second), owing(YEAR))
    assert len(side.fired()) == 4


def test_what_ended_and_is_owed_once_more_is_asked_once_more(stage: Stage, side: FarSide) -> None:
    duty = verifying(side)
    stage.play(side, owing(0, duty), owing(10), owing(12, duty), owing(YEAR))
    assert len(side.named("open_task")) == 2
    assert fired(side) == VERIFY_LADDER


def test_while_home_owes_an_answer_the_clock_stands_still_and_then_everything_shifts(
    stage: Stage, side: FarSide
) -> None:
    """Asked on Thursday 3rd, answered on Tuesday 8th: three working days stood still."""
    waiting = verifying(side, pauses=(Pause(start=date(2026, 9, 3)),))
    answered = verifying(side, pauses=(Pause(start=date(2026, 9, 3), end=date(2026, 9, 8)),))
    stage.play(side, owing(0, verifying(side)), owing(2, waiting), owing(7, answered), owing(YEAR))
    assert fired(side) == [
        ("remind-before", moment(9, 10, 8)),
        ("overdue", moment(9, 12)),
        ("raise-head", moment(9, 19)),
        ("raise-department", moment(9, 25)),
        ("joint", moment(10, 10)),
    ]


def test_nothing_fires_during_an_open_pause_however_long(stage: Stage, side: FarSide) -> None:
    waiting = verifying(side, pauses=(Pause(start=date(2026, 9, 3)),))
    stage.play(side, owing(0, verifying(side)), owing(2, waiting), owing(YEAR))
    assert [note.what for note in side.calls] == ["open_task", "open_task"]


def test_a_new_holder_is_asked_and_the_rungs_that_fired_are_not_repeated(stage: Stage, side: FarSide) -> None:
    enrolling = {"kind": TaskKind.ENROL_MEMBER, "role": Role.BRANCH_SECRETARY}
    first, second = (verifying(side, holder=holder, **enrolling) for holder in (BRANCH, OTHER_BRANCH))
    stage.play(side, owing(0, first), owing(16, second), owing(YEAR))
    openings = [note.opening for note in side.named("open_task") if note.opening]
    assert [opening.holder for opening in openings] == [BRANCH, OTHER_BRANCH]
    assert len({note.task for note in side.calls}) == 1
    assert fired(side) == [
        ("remind-before", moment(9, 14, 8)),
        ("raise-head", moment(9, 16)),
        ("raise-department", moment(9, 22)),
        ("joint", moment(9, 30)),
    ]


def test_another_flag_plans_the_ladder_anew(stage: Stage, side: FarSide) -> None:
    """The second quarter missed in a row goes to the department as well (contact.escalate_department)."""
    facts = {
        "kind": TaskKind.CONTACT_MEMBER, "occurrence": "2026Q4", "service": "outflow", "holder": BRANCH,
        "role": Role.BRANCH_SECRETARY, "since": date(2026, 10, 1), "period": "2026Q4",
    }  # fmt: skip
    once, twice = verifying(side, **facts), verifying(side, **facts, flags=("second_in_a_row",))
    stage.play(side, owing(30, once), owing(60, twice), owing(YEAR))
    assert fired(side) == [
        ("remind-day-45", moment(11, 14, 8)),
        ("remind-day-75", moment(12, 14, 8)),
        ("remind-last-3", moment(12, 29, 8)),
        ("remind-last-2", moment(12, 30, 8)),
        ("remind-last-1", moment(12, 31, 8)),
        ("missed", moment(1, 1, year=2027)),
        ("raise-department", moment(1, 1, year=2027)),
        ("raise-committee", moment(1, 16, year=2027)),
    ]


def test_duties_of_one_case_climb_side_by_side(stage: Stage, side: FarSide) -> None:
    home = {"service": "outflow", "holder": BRANCH, "role": Role.BRANCH_SECRETARY, "occurrence": ""}
    answering = verifying(side, **home, kind=TaskKind.ANSWER_QUERY)
    reporting = verifying(side, **home, kind=TaskKind.REPORT_AT_HOST)
    stage.play(side, owing(0, answering, reporting), owing(5, reporting), owing(20))
    assert fired(side) == [
        ("remind-before", moment(9, 3, 8)),
        ("raise-committee", moment(9, 5)),
        ("remind-7", moment(9, 8, 8)),
        ("remind-15", moment(9, 16, 8)),
    ]


def test_only_a_task_of_another_service_is_withdrawn(stage: Stage, side: FarSide) -> None:
    """A service ends its own tasks in the act; the registry hears of the case's end from the workflow."""
    number = verifying(side, kind=TaskKind.NUMBER_CERTIFICATE, service="registry", holder="321003", occurrence="")
    stage.play(side, owing(0, number, verifying(side)), owing(2))
    assert [(note.what, note.service) for note in side.named("withdraw_task")] == [("withdraw_task", "registry")]


def test_a_task_of_another_service_that_was_answered_is_not_withdrawn(stage: Stage, side: FarSide) -> None:
    number = verifying(side, kind=TaskKind.NUMBER_CERTIFICATE, service="registry", holder="321003", occurrence="")
    heard = Step(at=TUESDAY + timedelta(days=1), answer=number.key)
    stage.play(side, owing(0, number), heard, owing(2))
    assert side.named("withdraw_task") == []


@pytest.mark.parametrize("call", ["open_task", "fire_rung"])
def test_a_lost_answer_repeats_the_call_and_fires_nothing_twice(stage: Stage, side: FarSide, call: str) -> None:
    side.losing[call] = 3
    stage.play(side, owing(0, verifying(side)), owing(YEAR))
    assert len([note for note in side.calls if note.what == call]) == (4 if call == "open_task" else 8)
    assert list(side.fired()) == [name for name, _ in VERIFY_LADDER]
    assert len({note.task for note in side.calls}) == 1


def test_an_outage_is_waited_out_and_only_delays(stage: Stage, side: FarSide) -> None:
    side.down["fire_rung"] = 8
    stage.play(side, owing(0, verifying(side)), owing(YEAR))
    assert fired(side) == VERIFY_LADDER


def test_a_late_start_fires_what_is_past_at_once_and_in_order(stage: Stage, side: FarSide) -> None:
    """Reconciliation starts a lost workflow again: what should have happened happens now, once."""
    stage.play(side, owing(23, verifying(side)), owing(YEAR))
    notes = side.named("fire_rung")
    assert [note.rung.name for note in notes if note.rung] == [name for name, _ in VERIFY_LADDER]
    assert all(note.at - (TUESDAY + timedelta(days=23)) < PROMPTLY for note in notes[:4])
    assert moment(9, 30) <= notes[4].at < moment(9, 30) + PROMPTLY


def test_a_scaled_clock_keeps_the_business_moments(stage: Stage, side: FarSide) -> None:
    stage.play(side, owing(0, verifying(side)), owing(YEAR), scale=100.0)
    assert [note.rung.at for note in side.named("fire_rung") if note.rung] == [at for _, at in VERIFY_LADDER]
    # A real second is a hundred business seconds here, so "promptly" is wider.
    assert all(timedelta(0) <= n.at - n.rung.at < 100 * PROMPTLY for n in side.named("fire_rung") if n.rung)


def test_a_clock_of_another_scale_is_looked_at_again(stage: Stage, side: FarSide) -> None:
    """From Thursday on business time runs a thousand times faster: the waiting timer must not sleep on."""
    began = stage.server.clock_from(TUESDAY)
    thursday = TUESDAY + timedelta(days=2)
    faster = began.rebased(1000.0, began.real(thursday))
    step = Step(at=thursday, clock=faster)
    stage.play(side, owing(0, verifying(side)), step, owing(YEAR))
    notes = side.named("fire_rung")
    assert [note.rung.at for note in notes if note.rung] == [at for _, at in VERIFY_LADDER]
    assert all(timedelta(0) <= n.at - n.rung.at < 1000 * PROMPTLY for n in notes if n.rung)


def test_a_slower_clock_does_not_fire_early(stage: Stage, side: FarSide) -> None:
    began = stage.server.clock_from(TUESDAY, 1000.0)
    thursday = TUESDAY + timedelta(days=2)
    slower = began.rebased(1.0, began.real(thursday))
    stage.play(side, owing(0, verifying(side)), Step(at=thursday, clock=slower), owing(60), scale=1000.0)
    assert fired(side) == VERIFY_LADDER


def test_a_clock_that_is_the_same_changes_nothing(stage: Stage, side: FarSide) -> None:
    clock: BusinessClock = stage.server.clock_from(TUESDAY)
    again = Step(at=TUESDAY + timedelta(days=1), clock=clock)
    stage.play(side, owing(0, verifying(side)), again, owing(YEAR))
    assert fired(side) == VERIFY_LADDER
