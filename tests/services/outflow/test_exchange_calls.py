"""At home: calling the member to elections (D-39, D-154), requests and questions (W-19); who comes second."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from services.outflow.exchange.tables import HelpRequestRow, SummonsRow
from shared.exchange import VOTES_AT_HOME, SummonsKind, SummonsStatus
from shared.help_requests.contract import (
    AnswerRequest,
    AssignRequest,
    ConfirmRequest,
    HelpRequestState,
    HelpRequestView,
    OpenRequest,
    RequestKind,
    RequestStatus,
)
from shared.letters.bodies_exchange import Summons, SummonsReply
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.factories.people import holder
from tests.security.routes import routes
from tests.services.outflow.exchanging import HomeExchangeCase, away
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    CONTACT,
    HOME_COMMITTEE,
    NEIGHBOUR,
    SECRETARY,
    TODAY,
    HomeSide,
    refused,
)
from tests.services.outflow.test_races import at_once, the_loser

K, R = TaskKind, RequestStatus


@pytest.fixture
def case(home_side: HomeSide) -> HomeExchangeCase:
    return away(home_side)


@pytest.mark.duty("D-39", "D-154")
def test_a_summons_to_an_election_says_that_the_vote_is_cast_at_home(case: HomeExchangeCase) -> None:
    summons = case.is_called()
    assert VOTES_AT_HOME in summons.text
    letter = case.letters_out()[-1]
    assert isinstance(letter, Summons)
    assert VOTES_AT_HOME in letter.text
    assert (letter.kind, letter.event_on, letter.place) == (SummonsKind.ELECTION, date(2026, 9, 20), "双桥村")
    assert VOTES_AT_HOME not in case.is_called(kind=SummonsKind.OTHER).text


@pytest.mark.duty("D-154")
def test_no_side_has_a_way_to_vote_at_the_host() -> None:
    assert [route.name for service, route in routes() if service == "inflow" and "vote" in route.name] == []


@pytest.mark.duty("D-39")
def test_the_reply_is_recorded_at_home_and_told_to_the_host(case: HomeExchangeCase) -> None:
    summons = case.is_called()
    case.asks(K.GET_SUMMONS_REPLY, case.summons_known().occurrence)
    view = case.replies(summons.summons_id, comes=False)
    assert (view.summonses[0].status, view.summonses[0].comes) == (SummonsStatus.REPLIED, False)
    assert isinstance(case.letters_out()[-1], SummonsReply)
    assert case.tasks()["GET_SUMMONS_REPLY"] == "DONE"
    assert case.summons_known().over


@pytest.mark.duty("D-39")
def test_the_reply_may_come_through_the_host(case: HomeExchangeCase) -> None:
    summons = case.is_called()
    case.hears(SummonsReply(summons_id=summons.summons_id, comes=True, reason="", replied_on=TODAY))
    assert case.exchange().summonses[0].comes is True
    refused(lambda: case.replies(summons.summons_id), 409, "step_already_taken")


def test_a_summons_ends_when_its_day_is_past(case: HomeExchangeCase) -> None:
    summons = case.is_called()
    worker, now = case.side.worker, case.side.now
    worker.begin_step("summons", summons.summons_id, "past", now)
    assert not case.summons_known().over
    after = case.on(date(2026, 9, 21))
    after.side.worker.begin_step("summons", summons.summons_id, "past", after.side.now)
    assert after.exchange().summonses[0].status is SummonsStatus.PAST
    assert case.summons_known().over
    refused(lambda: after.is_called(event_on=TODAY), 422, "event_in_the_past")


class Asked:
    """One request of the member, and the people who deal with it."""

    def __init__(self, case: HomeExchangeCase, kind: RequestKind = RequestKind.QUESTION) -> None:
        self.case = case
        body = OpenRequest(kind=kind, asked_on=TODAY, channel="phone", text="党费怎么交？")
        self.id: UUID = case.side.at(CONTACT).open_request(case.case_id, body).requests[0].request_id

    def view(self) -> HelpRequestView:
        return next(one for one in self.case.exchange().requests if one.request_id == self.id)

    def known(self) -> HelpRequestState:
        return HelpRequestState.model_validate(self.case.told("HelpRequest")[-1])

    def assign(self, to: str, actor: Any = SECRETARY) -> None:
        self.case.side.at(actor).assign_request(self.case.case_id, self.id, AssignRequest(to=to))

    def answer(self, actor: Any = SECRETARY) -> None:
        self.case.side.at(actor).answer_request(self.case.case_id, self.id, AnswerRequest(text="按月交，比例如下。"))

    def confirm(self, *, satisfied: bool = True, actor: Any = CONTACT) -> None:
        body = ConfirmRequest(satisfied=satisfied, text="知道了。")
        self.case.side.at(actor).confirm_request(self.case.case_id, self.id, body)


def test_a_question_is_assigned_answered_and_confirmed(case: HomeExchangeCase) -> None:
    asked = Asked(case)
    assert (asked.view().status, asked.view().holder) == (R.OPEN, BRANCH)
    asked.assign(HOME_COMMITTEE)
    assert (asked.view().status, asked.view().holder) == (R.ASSIGNED, HOME_COMMITTEE)
    case.asks(K.ANSWER_REQUEST, asked.known().occurrence)
    refused(lambda: asked.answer(SECRETARY), 403, "not_your_post")
    asked.answer(CLERK)
    assert (asked.view().status, asked.view().answer) == (R.ANSWERED, "按月交，比例如下。")
    asked.confirm()
    assert (asked.view().status, asked.view().confirmed_on) == (R.CONFIRMED, TODAY)
    assert asked.known().over
    assert case.tasks()["ANSWER_REQUEST"] == "DONE"


def test_who_is_not_satisfied_is_answered_once_more(case: HomeExchangeCase) -> None:
    asked = Asked(case)
    asked.answer()
    asked.confirm(satisfied=False)
    assert (asked.view().status, asked.known().round) == (R.ASSIGNED, 2)
    asked.answer()
    asked.confirm()
    assert asked.view().status is R.CONFIRMED


def test_a_request_goes_only_up_the_own_line(case: HomeExchangeCase) -> None:
    refused(lambda: Asked(case).assign(NEIGHBOUR), 422, "not_in_own_line")


def test_what_is_asked_and_answered_is_sealed(case: HomeExchangeCase) -> None:
    Asked(case).answer()
    case.is_called()
    (row,) = case.side.rows(HelpRequestRow)
    (summons,) = case.side.rows(SummonsRow)
    assert all(text.startswith("s1.") for text in (row.text, row.answer, summons.text, summons.place))
    assert not any("党费" in str(message) for message in case.told("HelpRequest"))


DEPUTY = holder(Role.BRANCH_SECRETARY, BRANCH, account="deputy", name="孙副书记")
TIMES = 4


def test_acknowledging_and_asking_at_once_leave_one_of_them(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        case = away(home_side)
        feedback = case.gets_feedback()
        results = at_once(
            lambda: case.acknowledges(feedback, SECRETARY),  # noqa: B023
            lambda: case.questions(feedback, CONTACT),  # noqa: B023
        )
        winner = SECRETARY if results[0] is None else CONTACT
        assert the_loser(results).problem.details["by"] == winner.name
        assert sum(body.type.startswith("FEEDBACK_") for body in case.letters_out()) == 1


def test_two_answers_to_one_question_at_once_leave_one(home_side: HomeSide) -> None:
    for _ in range(TIMES):
        asked = Asked(away(home_side))
        results = at_once(lambda: asked.answer(SECRETARY), lambda: asked.answer(DEPUTY))  # noqa: B023
        winner = SECRETARY if results[0] is None else DEPUTY
        assert the_loser(results).problem.details["by"] == winner.name
