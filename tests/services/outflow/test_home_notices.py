"""What home tells the host each quarter (D-34, D-64), and what a host off the platform writes on paper (D-52)."""

from datetime import date
from typing import Any

import pytest

from services.outflow.contract import HostAnswer, RecordHostAnswer
from services.outflow.exchange import contract as c
from services.outflow.exchange.tables import FeedbackReceivedRow
from services.outflow.operations.ending import resume_case, suspend_case
from shared.exchange import FeedbackStatus
from shared.letters.bodies_exchange import HomeNotice
from shared.letters.bodies_leaving import CaseClosed
from shared.letters.contract import Enrolled
from shared.policy.spreading import spread_opening
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.factories.people import holder
from tests.factories.spreading import SPREAD_DAYS
from tests.services.outflow.exchanging import HomeExchangeCase, away
from tests.services.outflow.home_side import CONTACT, HOST_BRANCH, OTHER_BRANCH, SECRETARY, HomeSide, refused
from tests.services.outflow.leaving_acts import comes_back, moves_on
from tests.services.outflow.test_exchange import by_the_system

K = TaskKind
NEIGHBOUR = holder(Role.BRANCH_SECRETARY, OTHER_BRANCH, name="孙强")
Q4 = date(2026, 10, 1)
SAID = {"placement": "组织关系在本支部。", "participation": "视频参加支部大会1次。", "conduct": "思想稳定。"}
OFF_PLATFORM: dict[str, Any] = {"host_region": "440305", "host_region_name": "深圳市南山区", "host_committee": None}


@pytest.fixture
def case(home_side: HomeSide) -> HomeExchangeCase:
    return away(home_side)


def quarter_begins(case: HomeExchangeCase, day: date = Q4) -> HomeExchangeCase:
    later = case.on(day)
    for _ in range(2):
        state = later.known()
        later.begins(f"quarter/{state.next_quarter}.{state.rests}")
    return later


def tells(case: HomeExchangeCase, actor: Any = SECRETARY) -> c.HomeExchange:
    return case.side.at(actor).send_home_notice(case.case_id, c.SendHomeNotice(**SAID))


def off_platform(side: HomeSide) -> HomeExchangeCase:
    declared = side.declares(**OFF_PLATFORM)
    case = HomeExchangeCase(side, declared.case_id)
    case.departs()
    body = RecordHostAnswer(answer=HostAnswer.ENROLLED, answered_on=case.today, host_branch_name="南山某社区党支部")
    case.side.at(SECRETARY).record_host_answer(case.case_id, body)
    return case


def hears_on_paper(case: HomeExchangeCase, actor: Any = SECRETARY, **changed: Any) -> c.HomeExchange:
    paper = {"quarter": "2026Q4", "sender": "南山某社区党支部", "written_on": case.today, "received_on": case.today}
    body = c.RecordPaperFeedback.model_validate(SAID | paper | changed)
    return case.side.at(actor).record_paper_feedback(case.case_id, body)


@pytest.mark.duty("D-34", "D-64")
def test_home_is_asked_each_quarter_to_tell_the_host(case: HomeExchangeCase) -> None:
    assert (case.known().next_quarter, case.known().quarter_opens_on) == (
        "2026Q4",
        spread_opening(Q4, Q4, case.case_id, SPREAD_DAYS),
    )
    case.begins("quarter/2026Q4.0")
    assert case.known().notices == ()
    october = quarter_begins(case)
    assert [one.key for one in october.known().notices] == ["2026Q4"]
    october.asks(K.SEND_HOME_NOTICE, "2026Q4", Q4)
    view = tells(october)
    assert (view.notice_due, len(view.notices)) == ([], 1)
    assert isinstance(october.letters_out()[-1], HomeNotice)
    assert october.tasks()["SEND_HOME_NOTICE"] == "DONE"
    assert (october.known().notices, october.known().next_quarter) == ((), "2027Q1")


@pytest.mark.duty("D-34")
def test_one_notice_brings_the_host_up_to_date_for_every_quarter_that_waits(case: HomeExchangeCase) -> None:
    january = quarter_begins(quarter_begins(case), date(2027, 1, 4))
    assert january.exchange().notice_due == ["2026Q4", "2027Q1"]
    assert tells(january).notice_due == []


def test_nothing_is_owed_to_a_host_that_has_not_accepted_and_the_next_one_counts_anew(home_side: HomeSide) -> None:
    declared = home_side.declares()
    case = HomeExchangeCase(home_side, declared.case_id)
    case.departs()
    assert case.known().quarter_opens_on is None
    words = {"host_branch": HOST_BRANCH, "host_branch_name": "朱塘村党支部", "contact": "侯洋", "phone": ""}
    case.hears(Enrolled(enrolled_on=case.today, **words))
    assert case.known().quarter_opens_on == spread_opening(Q4, Q4, case.case_id, SPREAD_DAYS)
    october = quarter_begins(case)
    moves_on(october)
    assert october.known().quarter_opens_on is None
    assert october.known().notices == ()
    assert any(isinstance(letter, CaseClosed) for letter in october.letters_out()) is False


def test_a_quarter_that_a_rest_has_outlived_is_not_asked_for_any_more(case: HomeExchangeCase) -> None:
    october = quarter_begins(case)
    october.asks(K.SEND_HOME_NOTICE, "2026Q4", Q4)
    by_the_system(october, lambda act, row: suspend_case(act, row, Q4))
    assert october.tasks()["SEND_HOME_NOTICE"] == "CANCELLED"
    spring = october.on(date(2027, 4, 7))
    by_the_system(spring, lambda act, row: resume_case(act, row, spring.today))
    state = spring.known()
    assert (state.notices, state.next_quarter, state.quarter_opens_on) == ((), "2027Q2", spring.today)
    assert spring.tasks()["SEND_HOME_NOTICE"] == "CANCELLED"


def test_a_return_ends_what_the_quarter_asked_for(case: HomeExchangeCase) -> None:
    october = quarter_begins(case)
    october.asks(K.SEND_HOME_NOTICE, "2026Q4", Q4)
    comes_back(october)
    assert october.tasks()["SEND_HOME_NOTICE"] == "CANCELLED"
    assert october.known().pending() == {}


@pytest.mark.duty("D-52")
def test_the_feedback_of_a_host_off_the_platform_is_recorded_as_it_came_on_paper(home_side: HomeSide) -> None:
    october = quarter_begins(off_platform(home_side))
    assert [one.key for one in october.known().papers] == ["2026Q4"]
    october.asks(K.OBTAIN_FEEDBACK, "2026Q4", Q4)
    view = hears_on_paper(october)
    (feedback,) = view.feedback
    assert (feedback.sender, feedback.quarter, feedback.received_on) == ("南山某社区党支部", "2026Q4", Q4)
    assert (feedback.status, feedback.topics.conduct) == (FeedbackStatus.ACKNOWLEDGED, "思想稳定。")
    assert view.paper_due == []
    assert october.tasks()["OBTAIN_FEEDBACK"] == "DONE"
    assert october.known().feedback == ()
    (row,) = home_side.rows(FeedbackReceivedRow)
    assert "思想稳定" not in row.topics


@pytest.mark.duty("D-52")
def test_a_paper_is_recorded_once_and_with_days_that_can_be(home_side: HomeSide) -> None:
    october = quarter_begins(off_platform(home_side))
    refused(lambda: hears_on_paper(october, received_on=date(2026, 10, 2)), 422, "date_in_the_future")
    refused(lambda: hears_on_paper(october, received_on=date(2026, 9, 2)), 422, "received_before_written")
    refused(lambda: hears_on_paper(october, quarter="2026Q3"), 409, "feedback_not_due")
    refused(lambda: hears_on_paper(october, NEIGHBOUR), 404, "not_found")
    hears_on_paper(october, CONTACT)
    assert CONTACT.name in str(refused(lambda: hears_on_paper(october), 409, "step_already_taken"))


def test_a_host_on_the_platform_writes_itself(case: HomeExchangeCase) -> None:
    october = quarter_begins(case)
    assert october.known().papers == ()
    refused(lambda: hears_on_paper(october), 409, "host_writes_itself")
