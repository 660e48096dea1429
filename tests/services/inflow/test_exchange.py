"""W-05 at the host: a quarter of feedback, home's question, rest and end."""

from datetime import date
from uuid import uuid4

import pytest

from services.inflow.contract import PlacementStatus
from services.inflow.exchange import contract as c
from services.inflow.exchange.tables import CareRow, FeedbackRow
from shared.exchange import FeedbackStatus
from shared.letters.bodies_exchange import (
    Feedback,
    FeedbackAcknowledged,
    FeedbackAnswer,
    FeedbackQuestion,
    Topics,
)
from shared.letters.bodies_leaving import CaseSuspended
from shared.letters.contract import NoticeWithdrawn
from shared.policy.spreading import spread_opening
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.terms import Quarter
from tests.factories.spreading import SPREAD_DAYS
from tests.services.inflow.exchanging import NOW, SAID, HostExchangeCase, Q, enrolled, feedback_ladder, later
from tests.services.inflow.host_side import (
    BRANCH,
    CONTACT,
    OFFICER,
    SECRETARY,
    HostSide,
    notice,
    refused,
)

K, F = TaskKind, FeedbackStatus


@pytest.fixture
def case(host_side: HostSide) -> HostExchangeCase:
    return enrolled(host_side)


def asked_on(case: HostExchangeCase, first: date) -> date:
    """On which of its first days a quarter is asked for in this case (`period.spread_days`)."""
    return spread_opening(first, first, case.case_id, SPREAD_DAYS)


@pytest.mark.duty("D-52", "D-64")
def test_feedback_begins_with_the_enrolment_and_is_due_each_quarter(case: HostExchangeCase) -> None:
    state = case.state()
    assert (state.next_quarter, state.opens_on, state.due) == (Q, asked_on(case, date(2026, 10, 1)), ())
    case.begins()
    case.begins("2026Q4.0")
    assert [(one.quarter, one.status) for one in case.exchange().feedback] == [(Q, F.DUE)]
    assert [one.key for one in case.state().due] == [Q]
    assert (case.state().next_quarter, case.state().opens_on) == ("2027Q1", asked_on(case, date(2027, 1, 1)))


def test_a_quarter_does_not_begin_before_its_day(case: HostExchangeCase) -> None:
    case.begins()
    case.begins("2027Q1.0")
    assert [one.quarter for one in case.exchange().feedback] == [Q]
    later(case, date(2027, 1, 1)).begins()
    assert [one.quarter for one in case.exchange().feedback] == ["2027Q1", Q]


@pytest.mark.duty("D-45", "D-52", "D-64")
def test_the_branch_sends_the_four_topics_home(case: HostExchangeCase) -> None:
    case.begins()
    case.opens(K.SEND_FEEDBACK, BRANCH, "1.2026Q4", Role.BRANCH_SECRETARY)
    sent = case.sends().feedback[0]
    assert (sent.status, sent.sent_on) == (F.SENT, NOW)
    letter = case.letters_home()[-1]
    assert isinstance(letter, Feedback)
    assert letter.topics == Topics(**SAID, conversion="正式党员，不涉及转正。")
    assert case.tasks()["SEND_FEEDBACK", "1.2026Q4"] == "DONE"


def test_of_a_probationary_member_the_conversion_has_to_be_spoken_of(host_side: HostSide) -> None:
    person = notice().person.model_copy(update={"standing": "PROBATIONARY"})
    case = enrolled(host_side, person=person)
    case.begins()
    refused(case.sends, 422, "conversion_missing")
    assert case.sends(conversion="预备期内表现良好。").feedback[0].status is F.SENT


def test_feedback_for_a_quarter_that_is_not_due_is_refused(case: HostExchangeCase) -> None:
    refused(case.sends, 409, "feedback_not_due")


def test_who_sends_second_is_told_who_was_first(case: HostExchangeCase) -> None:
    case.begins()
    case.sends(actor=SECRETARY)
    loser = refused(lambda: case.sends(actor=CONTACT), 409, "step_already_taken")
    assert loser.problem.details["by"] == SECRETARY.name


@pytest.mark.duty("D-64")
def test_a_question_is_answered_and_closed_by_home(case: HostExchangeCase) -> None:
    case.begins()
    feedback_id = case.sends().feedback[0].feedback_id
    case.hears(FeedbackQuestion(feedback_id=feedback_id, text="缺席的原因？"))
    assert [one.key for one in case.state().questions] == ["2026Q4.1"]
    case.opens(K.ANSWER_FEEDBACK, BRANCH, "1.2026Q4.1", Role.BRANCH_SECRETARY)
    assert case.answers().feedback[0].status is F.ANSWERED
    assert isinstance(case.letters_home()[-1], FeedbackAnswer)
    case.hears(FeedbackAcknowledged(feedback_id=feedback_id))
    assert (case.feedback().status, case.feedback().closed_on) == (F.CLOSED, NOW)


def test_an_acknowledgement_without_a_question_ends_it(case: HostExchangeCase) -> None:
    case.begins()
    feedback_id = case.sends().feedback[0].feedback_id
    case.hears(FeedbackAcknowledged(feedback_id=feedback_id))
    case.hears(FeedbackQuestion(feedback_id=feedback_id, text="太晚的问题"))
    assert case.feedback().status is F.ACKNOWLEDGED
    assert case.file().events[-1].details["ignored"] is True


def test_what_people_wrote_is_sealed_and_the_workflow_knows_dates_only(case: HostExchangeCase) -> None:
    case.begins()
    case.sends()
    case.cares(c.CareKind.CARE)
    words = [row.topics for row in case.side.rows(FeedbackRow)] + [row.text for row in case.side.rows(CareRow)]
    assert all(text.startswith("s1.") for text in words)
    assert not any("走访" in str(message) or "组织生活" in str(message) for message in case.told("HostFeedback"))


def test_nothing_is_exchanged_before_the_enrolment(host_side: HostSide) -> None:
    case = HostExchangeCase(host_side)
    case.hears(notice())
    case.goes_as_far_as(PlacementStatus.PLACED)
    refused(case.sends, 409, "not_enrolled_here")
    case.hears(FeedbackQuestion(feedback_id=uuid4(), text="缺席的原因？"))
    assert case.told("HostFeedback") == []


def test_the_exchange_ends_with_the_placement(case: HostExchangeCase) -> None:
    case.begins()
    case.hears(NoticeWithdrawn(text="改由他处接收。"))
    assert case.state().over
    refused(case.sends, 409, "not_enrolled_here")


def test_it_rests_while_membership_is_suspended_and_goes_on_with_the_next_quarter(case: HostExchangeCase) -> None:
    case.begins()
    case.hears(CaseSuspended(since=NOW, suspended=True))
    assert case.state().paused
    assert case.state().pending() == {}
    later(case, date(2027, 2, 1)).begins("2027Q1.0")
    assert [one.quarter for one in case.exchange().feedback] == [Q]
    case.hears(CaseSuspended(since=date(2027, 2, 1), suspended=False))
    state = case.state()
    assert (state.paused, state.rests, state.next_quarter) == (False, 1, "2027Q1")
    assert state.occurrence(Q) == "1.2026Q4.1"


def test_the_rung_at_the_end_of_the_quarter_marks_it_overdue(case: HostExchangeCase) -> None:
    case.begins()
    task = case.opens(K.SEND_FEEDBACK, BRANCH, "1.2026Q4", Role.BRANCH_SECRETARY)
    ladder = feedback_ladder(Quarter(Q))
    assert [rung.name for rung in ladder.rungs] == [
        "remind-last-20", "remind-last-7", "overdue", "raise-committee", "raise-department",
    ]  # fmt: skip
    assert ladder.due_on == date(2026, 12, 31)
    overdue = next(rung for rung in ladder.rungs if rung.name == "overdue")
    assert case.fires(task, overdue)
    assert case.feedback().overdue
    assert case.sends().feedback[0].status is F.SENT
    assert case.file(OFFICER).events[-1].details["overdue"] is True
