"""Old and wrong data, and tasks, in W-06: overdue at import, admission corrected (W-17), what is opened and closed."""

from datetime import date, timedelta
from typing import Any

import pytest

from services.outflow.contract import Standing
from services.outflow.conversion import contract as c
from services.outflow.conversion.operations.duties import OWED
from services.outflow.conversion.operations.opening import recompute_probation
from services.outflow.operations.casework import lock_case
from shared.letters.bodies_conversion import OpinionRequest
from shared.policy.task_kinds import TaskKind
from tests.services.outflow.conversion_side import (
    ADMITTED,
    END,
    PREPARED,
    Converting,
    away,
    inside,
    opens,
    state_of,
)
from tests.services.outflow.home_side import (
    CONTACT,
    FAR_REGION,
    SECRETARY,
    TODAY,
    HomeSide,
    person,
    refused,
)
from workflows.probation_conversion.duties import openings

S, P, K = c.Stage, c.OpinionStep, TaskKind


@pytest.fixture
def converting(home_side: HomeSide) -> Converting:
    return away(home_side)


@pytest.mark.parametrize("reason", list(c.OverdueReason))
def test_an_overdue_conversion_opens_with_its_reason(home_side: HomeSide, reason: c.OverdueReason) -> None:
    converting = away(home_side, joined="2024-07")
    view = converting.is_overdue_because(reason, date(2024, 7, 1))
    assert (view.stage, view.overdue_reason, view.probation_end) == (S.PREPARED, reason, date(2025, 7, 1))
    assert view.late
    refused(lambda: converting.is_overdue_because(reason, date(2024, 7, 1)), 409, "step_already_taken")
    assert converting.asks().opinion_step is P.REQUESTED
    assert state_of(converting).opinion_since == TODAY, "the terms count from the request"


def test_a_full_member_has_no_overdue_conversion(home_side: HomeSide) -> None:
    case = home_side.on(TODAY).declares(who=person(standing=Standing.FULL)).departs()
    refused(lambda: Converting(case).is_overdue_because("PERSONAL", date(2024, 7, 1)), 409, "not_probationary")


def recomputes(converting: Converting, admitted_on: date) -> None:
    session, act = inside(converting)
    with session, session.begin():
        recompute_probation(act, lock_case(act, converting.case.case_id), admitted_on)


def test_a_corrected_admission_date_moves_the_end_and_every_term(converting: Converting) -> None:
    recomputes(converting, date(2026, 2, 28))
    state = state_of(converting)
    assert (state.probation_end, state.prepare_on) == (date(2027, 2, 28), date(2026, 12, 30))
    assert set(openings(state).values()) == {date(2026, 12, 30)}


def test_what_was_prepared_too_early_waits_again_under_a_new_round(converting: Converting) -> None:
    then = converting.on(PREPARED)
    then.begins("prepare")
    recomputes(then, date(2026, 6, 1))
    assert (converting.stage, state_of(converting).round) == (S.WATCHING, 2)
    refused(lambda: opens(then, K.HOLD_CONVERSION_MEETING, "1"), 409, "conversion_task_not_owed")


def test_the_hosts_are_asked_again_with_the_true_dates(converting: Converting) -> None:
    then = converting.with_papers()
    recomputes(then, date(2026, 1, 15))
    requests = [body for body in then.case.letters_out() if isinstance(body, OpinionRequest)]
    assert [body.probation_end for body in requests] == [END, date(2027, 1, 15)]
    assert then.view().opinion_step is P.REQUESTED


def test_a_meeting_before_the_true_end_is_held_again(converting: Converting) -> None:
    then = converting.at_committee()
    recomputes(then, date(2026, 3, 1))
    assert then.stage is S.READY
    refused(then.meets, 422, "meeting_too_early")


def test_of_one_who_is_converted_only_the_day_of_his_standing_moves(converting: Converting) -> None:
    then = converting.at_committee()
    then.decides()
    then.announces()
    recomputes(then, date(2025, 11, 1))
    assert (then.view().standing_since, then.stage) == (date(2026, 11, 1), S.CONVERTED)
    recomputes(then, date(2025, 11, 1))


# tasks


@pytest.mark.parametrize("kind", sorted(OWED))
def test_a_task_that_is_not_owed_is_not_opened(converting: Converting, kind: TaskKind) -> None:
    refused(lambda: opens(converting, kind), 409, "conversion_task_not_owed")


def test_each_act_closes_the_task_that_it_answers(converting: Converting) -> None:
    asked = converting.prepared()
    for kind in (K.RECORD_APPLICATION, K.REQUEST_OPINION, K.HOLD_CONVERSION_MEETING):
        assert opens(asked, kind).status == "OPEN"
    asked.asks()
    asked.applies(CONTACT)
    tasks = asked.case.tasks()
    assert (tasks["RECORD_APPLICATION"], tasks["REQUEST_OPINION"]) == ("DONE", "DONE")
    assert tasks["HOLD_CONVERSION_MEETING"] == "OPEN"


def test_the_return_lets_a_prepared_conversion_go_on_and_ends_a_mere_watch(converting: Converting) -> None:
    assert state_of(converting).stage is S.WATCHING
    with converting.case.side.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE mobility_case SET status = 'CLOSED_RETURNED', is_open = false")
    session, act = inside(converting)
    with session, session.begin():
        act.react(lock_case(act, converting.case.case_id))
    assert converting.stage is S.ENDED


def test_a_host_on_paper_is_asked_by_post_and_its_answer_recorded(home_side: HomeSide) -> None:
    who = person(standing=Standing.PROBATIONARY, joined=ADMITTED.isoformat())
    facts: dict[str, Any] = {"host_region": FAR_REGION, "host_committee": None, "host_name": "某街道党工委"}
    case = home_side.on(TODAY).declares(who=who, **facts).departs()
    case.sends_paper()
    case.host_answered("ENROLLED")
    asked = Converting(case).prepared()
    refused(lambda: on_paper(asked), 409, "ask_first")
    asked.asks()
    letter = next(one for one in asked.case.file().letters if one.type == "OPINION_REQUEST")
    printed = asked.case.side.at(SECRETARY).print_letter(asked.case.case_id, letter.letter_id)
    assert (letter.channel, "至2026年12月1日期满" in printed.paragraphs[0]) == ("PAPER", True)
    then = asked.on(END + timedelta(days=5))
    refused(lambda: on_paper(then, dated_on=END - timedelta(days=1)), 422, "date_too_early")
    view = on_paper(then)
    assert (view.opinion_step, view.opinions[0].opinion) == (P.RECEIVED, "EXTEND")


def test_a_host_on_the_platform_writes_itself(converting: Converting) -> None:
    asked = converting.prepared()
    asked.asks()
    refused(lambda: on_paper(asked.on(END), dated_on=END), 409, "host_is_on_platform")


def on_paper(converting: Converting, **changed: Any) -> c.ConversionView:
    said = {
        "opinion": "EXTEND",
        "reasons": "在我处时间较短",
        "dated_on": converting.today,
        "received_on": converting.today,
        "secretary": "许建国",
    }
    body = c.RecordPaperOpinion.model_validate(said | changed)
    return converting.case.side.at(SECRETARY).record_paper_opinion(converting.case.case_id, body)
