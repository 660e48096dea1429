"""At the host: help with rights, training and difficulties (W-19, D-47); who comes second (R6)."""

from typing import Any
from uuid import UUID

import pytest

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
from shared.letters.bodies_exchange import Feedback
from shared.letters.contract import NoticeWithdrawn
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.services.inflow.exchanging import NOW, HostExchangeCase, enrolled
from tests.services.inflow.host_side import (
    BRANCH,
    CLERK,
    COMMITTEE,
    CONTACT,
    NEIGHBOUR,
    RECEPTION,
    SECRETARY,
    HostSide,
    refused,
)
from tests.services.inflow.test_races import at_once, loser_of

K, R = TaskKind, RequestStatus


@pytest.fixture
def case(host_side: HostSide) -> HostExchangeCase:
    return enrolled(host_side)


class Asked:
    """One request of the member, and the people who deal with it."""

    def __init__(self, case: HostExchangeCase, kind: RequestKind = RequestKind.DIFFICULTY) -> None:
        self.case = case
        body = OpenRequest(kind=kind, asked_on=NOW, channel="visit", text="孩子入学有困难。")
        self.id: UUID = case.side.at(CONTACT).open_request(case.case_id, body).requests[0].request_id

    def view(self) -> HelpRequestView:
        return next(one for one in self.case.exchange().requests if one.request_id == self.id)

    def known(self) -> HelpRequestState:
        return HelpRequestState.model_validate(self.case.told("HelpRequest")[-1])

    def assign(self, to: str, actor: Any = SECRETARY) -> None:
        self.case.side.at(actor).assign_request(self.case.case_id, self.id, AssignRequest(to=to))

    def answer(self, actor: Any = SECRETARY) -> None:
        body = AnswerRequest(text="已与学校联系，可以入学。")
        self.case.side.at(actor).answer_request(self.case.case_id, self.id, body)

    def confirm(self, *, satisfied: bool = True) -> None:
        body = ConfirmRequest(satisfied=satisfied)
        self.case.side.at(SECRETARY).confirm_request(self.case.case_id, self.id, body)


@pytest.mark.duty("D-47")
@pytest.mark.parametrize("kind", [RequestKind.RIGHTS, RequestKind.TRAINING, RequestKind.DIFFICULTY])
def test_the_committee_helps_and_the_member_confirms(case: HostExchangeCase, kind: RequestKind) -> None:
    asked = Asked(case, kind)
    assert (asked.view().status, asked.view().holder) == (R.OPEN, BRANCH)
    asked.assign(COMMITTEE)
    case.opens(K.ANSWER_REQUEST, COMMITTEE, asked.known().occurrence)
    refused(asked.answer, 403, "not_your_post")
    asked.answer(CLERK)
    assert case.tasks()["ANSWER_REQUEST", asked.known().occurrence] == "DONE"
    case.opens(K.CONFIRM_REQUEST, BRANCH, asked.known().occurrence, Role.BRANCH_SECRETARY)
    asked.confirm()
    assert (asked.view().status, asked.known().over) == (R.CONFIRMED, True)


def test_the_task_of_an_answered_request_is_no_longer_opened(case: HostExchangeCase) -> None:
    asked = Asked(case)
    asked.answer()
    refused(lambda: case.opens(K.ANSWER_REQUEST, BRANCH, asked.known().occurrence), 409, "request_no_longer_open")


def test_a_request_stays_in_the_own_line(case: HostExchangeCase) -> None:
    refused(lambda: Asked(case).assign(NEIGHBOUR), 422, "not_in_own_line")


def test_requests_end_with_the_placement(case: HostExchangeCase) -> None:
    asked = Asked(case)
    case.hears(NoticeWithdrawn(text="改由他处接收。"))
    assert asked.known().over
    refused(lambda: asked.answer(SECRETARY), 409, "step_already_taken")


def test_two_answers_to_one_request_at_once_leave_one(host_side: HostSide) -> None:
    for _ in range(4):
        asked = Asked(enrolled(host_side))
        asked.assign(COMMITTEE)
        results = at_once(lambda: asked.answer(CLERK), lambda: asked.answer(RECEPTION))  # noqa: B023
        winner = CLERK if results[0] is None else RECEPTION
        assert loser_of(results).problem.details["by"] == winner.name


def test_secretary_and_contact_person_send_feedback_at_once_and_one_letter_goes(host_side: HostSide) -> None:
    for _ in range(4):
        case = enrolled(host_side)
        case.begins()
        results = at_once(lambda: case.sends(actor=SECRETARY), lambda: case.sends(actor=CONTACT))  # noqa: B023
        winner = SECRETARY if results[0] is None else CONTACT
        assert loser_of(results).problem.details["by"] == winner.name
        assert sum(isinstance(body, Feedback) for body in case.letters_home()) == 1
