"""Who owes what in W-06 at each stage, and what opens on which day: at home, and at the host."""

from datetime import date
from typing import Any

import pytest

from services.inflow.opinion.contract import OpinionState, WatchStatus
from services.outflow.conversion.contract import OVER, ConversionState, OpinionStep, Stage
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import Pause
from tests.workflows.snapshots import CASE, CLOCK, HOME_BRANCH, HOME_COMMITTEE, HOST_BRANCH, HOST_COMMITTEE
from workflows.host_opinion import duties as at_the_host
from workflows.probation_conversion import duties as at_home

K, S, P, W = TaskKind, Stage, OpinionStep, WatchStatus
END, OPENED = date(2026, 12, 1), date(2026, 9, 1)
PREPARE, REQUEST = date(2026, 10, 2), date(2026, 11, 1)
OVERDUE, WAIVABLE = date(2026, 12, 17), date(2026, 12, 31)
RESOLVED, REPORTED, DECIDED = date(2026, 12, 15), date(2026, 12, 16), date(2027, 1, 20)
BRANCH, COMMITTEE = (HOME_BRANCH, Role.BRANCH_SECRETARY), (HOME_COMMITTEE, Role.COMMITTEE_OFFICER)


def state(stage: Stage, **changed: Any) -> ConversionState:
    facts: dict[str, Any] = {
        "case_id": CASE, "version": 1, "clock": CLOCK, "stage": stage, "opinion_step": P.NOT_ASKED, "round": 1,
        "home_branch": HOME_BRANCH, "home_committee": HOME_COMMITTEE, "opened_on": OPENED, "probation_end": END,
        "prepare_on": PREPARE, "request_on": REQUEST, "apply_from": REQUEST, "request_open": False,
        "applied": False, "may_ask": True, "opinion_since": END, "overdue_on": OVERDUE, "waivable_from": WAIVABLE,
        "waiver_open": False, "meeting_since": END, "resolved_on": None, "reported_on": None, "decided_on": None,
    }  # fmt: skip
    return ConversionState.model_validate(facts | changed)


MEETING = (K.HOLD_CONVERSION_MEETING, *BRANCH, END)
APPLICATION = (K.RECORD_APPLICATION, *BRANCH, REQUEST)
OWED: dict[str, tuple[ConversionState, set[tuple[Any, ...]]]] = {
    "watching: nothing": (state(S.WATCHING), set()),
    "the day of admission is unknown: the branch names it": (
        state(S.WATCHING, probation_end=None, prepare_on=None, request_on=None),
        {(K.RECORD_ADMISSION, *BRANCH, OPENED)},
    ),
    "T-60: the application and the meeting are prepared": (state(S.PREPARED), {APPLICATION, MEETING}),
    "T-30: the branch asks the host (D-41)": (
        state(S.PREPARED, request_open=True),
        {APPLICATION, MEETING, (K.REQUEST_OPINION, *BRANCH, REQUEST)},
    ),
    "no host to ask: nothing is asked": (state(S.PREPARED, request_open=True, may_ask=False), {APPLICATION, MEETING}),
    "asked and applied: the meeting alone": (
        state(S.PREPARED, request_open=True, applied=True, opinion_step=P.REQUESTED),
        {MEETING},
    ),
    "overdue: the branch urges": (
        state(S.PREPARED, applied=True, opinion_step=P.OVERDUE),
        {MEETING, (K.URGE_OPINION, *BRANCH, END)},
    ),
    "the committee may waive: it is asked": (
        state(S.PREPARED, applied=True, opinion_step=P.OVERDUE, waiver_open=True),
        {MEETING, (K.URGE_OPINION, *BRANCH, END), (K.CONSIDER_WAIVER, *COMMITTEE, WAIVABLE)},
    ),
    "waived: the meeting": (state(S.PREPARED, applied=True, opinion_step=P.WAIVED, waiver_open=True), {MEETING}),
    **{f"{stage}: the meeting": (state(stage, applied=True, opinion_step=P.RECEIVED), {MEETING})
       for stage in (S.CONSULTED, S.REVIEWED, S.NOTICED, S.READY, S.NOT_PASSED, S.RETURNED, S.REJECTED)},
    **{f"{stage}: the branch reports": (
        state(stage, opinion_step=P.RECEIVED, resolved_on=RESOLVED), {(K.REPORT_RESOLUTION, *BRANCH, RESOLVED)})
       for stage in (S.RESOLVED_CONVERT, S.RESOLVED_EXTEND, S.RESOLVED_REVOKE)},
    "at the committee: it decides": (
        state(S.AT_COMMITTEE, opinion_step=P.RECEIVED, reported_on=REPORTED),
        {(K.DECIDE_CONVERSION, *COMMITTEE, REPORTED)},
    ),
    "approved: the branch announces and tells": (
        state(S.APPROVED, opinion_step=P.RECEIVED, decided_on=DECIDED),
        {(K.ANNOUNCE_CONVERSION, *BRANCH, DECIDED)},
    ),
    **{f"{stage}: nothing": (state(stage, opinion_step=P.RECEIVED), set()) for stage in sorted(OVER)},
}  # fmt: skip


@pytest.mark.parametrize("name", OWED)
@pytest.mark.duty("D-41")
def test_each_stage_owes_what_the_rulebook_says(name: str) -> None:
    snapshot, owed = OWED[name]
    duties = at_home.owed(snapshot)
    assert {(duty.kind, duty.holder, duty.role, duty.since) for duty in duties} == owed
    assert all((duty.service, duty.occurrence) == ("outflow", "1") for duty in duties)


def test_every_stage_is_in_the_table() -> None:
    assert {snapshot.stage for snapshot, _ in OWED.values()} == set(Stage)


@pytest.mark.parametrize(
    ("snapshot", "days"),
    [
        (state(S.WATCHING), {PREPARE}),
        (state(S.WATCHING, prepare_on=None), set()),
        (state(S.PREPARED), {REQUEST}),
        (state(S.PREPARED, request_open=True), set()),
        (state(S.PREPARED, request_open=True, may_ask=False), {WAIVABLE}),
        (state(S.PREPARED, request_open=True, opinion_step=P.REQUESTED), {OVERDUE, WAIVABLE}),
        (state(S.PREPARED, request_open=True, opinion_step=P.OVERDUE), {WAIVABLE}),
        (state(S.PREPARED, request_open=True, opinion_step=P.OVERDUE, waiver_open=True), set()),
        (state(S.PREPARED, request_open=True, opinion_step=P.RECEIVED), set()),
        (state(S.AT_COMMITTEE, opinion_step=P.RECEIVED), set()),
    ],
)
def test_what_opens_by_itself(snapshot: ConversionState, days: set[date]) -> None:
    assert set(at_home.openings(snapshot).values()) == days


@pytest.mark.parametrize("stage", Stage)
def test_suspension_owes_and_opens_nothing(stage: Stage) -> None:
    paused = state(stage, opinion_step=P.REQUESTED, pauses=(Pause(start=OPENED),))
    assert (at_home.owed(paused), at_home.openings(paused)) == ([], {})


def test_another_round_asks_under_another_name() -> None:
    assert {duty.occurrence for duty in at_home.owed(state(S.PREPARED, round=2))} == {"2"}
    assert all("/2/" in step for step in at_home.openings(state(S.PREPARED, round=2)))


# the host


def watch(status: WatchStatus, **changed: Any) -> OpinionState:
    facts: dict[str, Any] = {
        "case_id": CASE, "attempt": 1, "version": 1, "clock": CLOCK, "status": status, "round": 1,
        "host_committee": HOST_COMMITTEE, "host_branch": HOST_BRANCH, "probation_end": END, "prepare_on": PREPARE,
        "since": END,
    }  # fmt: skip
    return OpinionState.model_validate(facts | changed)


@pytest.mark.duty("D-58")
def test_the_host_branch_owes_its_opinion_from_the_end_of_probation() -> None:
    (duty,) = at_the_host.owed(watch(W.DUE))
    assert (duty.kind, duty.holder, duty.role, duty.since, duty.occurrence, duty.service) == (
        K.FILE_OPINION,
        HOST_BRANCH,
        Role.BRANCH_SECRETARY,
        END,
        "1.1",
        "inflow",
    )
    (of_the_committee,) = at_the_host.owed(watch(W.DUE, host_branch=None))
    assert of_the_committee.holder == HOST_COMMITTEE


@pytest.mark.parametrize("status", [W.WATCHING, W.FILED, W.ENDED])
def test_otherwise_it_owes_nothing(status: WatchStatus) -> None:
    assert at_the_host.owed(watch(status)) == []


@pytest.mark.parametrize("status", W)
def test_the_reminder_comes_sixty_days_before_the_end(status: WatchStatus) -> None:
    opening = {f"prepare/1/{PREPARE}": PREPARE} if status is W.WATCHING else {}
    assert at_the_host.openings(watch(status)) == opening
    assert watch(status).over == (status in (W.FILED, W.ENDED))


def test_without_an_end_of_probation_there_is_nothing_to_wait_for() -> None:
    unknown = watch(W.WATCHING, probation_end=None, prepare_on=None, since=None)
    assert (at_the_host.openings(unknown), unknown.over) == ({}, True)
