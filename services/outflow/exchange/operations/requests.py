"""A member's request for help or question at home (W-19, D-16)."""

from typing import Any
from uuid import UUID

from services.outflow.exchange.operations.casework import exchange_of, take_up
from services.outflow.exchange.permissions import PERMISSIONS
from services.outflow.exchange.tables import HelpRequestRow
from services.outflow.operations.casework import lock_case, note
from services.outflow.permissions import PERMISSIONS as CASE_PERMISSIONS
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import Relation as R
from shared.authorisation import Standing, authorise, grant
from shared.help_requests import operations as steps
from shared.help_requests.contract import AnswerRequest, AssignRequest, ConfirmRequest, OpenRequest
from shared.own_word import own_word
from shared.posts import Post, Role

SERVICE: steps.ServiceName = "outflow"
EVERYBODY = (grant(R.ANY, frozenset(Role)),)


def open_request(act: Act, case_id: UUID, body: OpenRequest) -> CaseRow:
    case, _, post = take_up(act, "open_request", case_id)
    body = own_word(act, body, "asked_on")
    steps.check_opening(act, case.home_path, body)
    request = HelpRequestRow(**steps.opened(act, case.id, case.attempt, case.home_branch, body))
    act.session.add(request)
    act.session.flush()
    return _goes_on(act, "open_request", case, post, request, kind=body.kind)


def assign_request(act: Act, case_id: UUID, request_id: UUID, body: AssignRequest) -> CaseRow:
    case, _, post = take_up(act, "assign_request", case_id)
    request = steps.request_of(act, HelpRequestRow, case.id, request_id)
    steps.assign(act, request, case.home_path, body)
    return _goes_on(act, "assign_request", case, post, request, to=body.to)


def answer_request(act: Act, case_id: UUID, request_id: UUID, body: AnswerRequest) -> CaseRow:
    """By the organisation that holds it."""
    case = lock_case(act, case_id)
    authorise(act.actor, "read_case", CASE_PERMISSIONS, standing_of(case))
    request = steps.request_of(act, HelpRequestRow, case.id, request_id)
    post = authorise(act.actor, "answer_request", PERMISSIONS, _holder(case, request), readers=EVERYBODY)
    exchange_of(act, case)
    steps.answer(act, request, SERVICE, body)
    return _goes_on(act, "answer_request", case, post, request)


def _holder(case: CaseRow, request: HelpRequestRow) -> Standing:
    """Codes are the labels of the home line."""
    labels = case.home_path.split(".")
    return Standing(own=".".join(labels[: labels.index(request.holder) + 1]), partner=case.host_path)


def confirm_request(act: Act, case_id: UUID, request_id: UUID, body: ConfirmRequest) -> CaseRow:
    case, _, post = take_up(act, "confirm_request", case_id)
    request = steps.request_of(act, HelpRequestRow, case.id, request_id)
    steps.confirm(act, request, SERVICE, body)
    return _goes_on(act, "confirm_request", case, post, request, satisfied=body.satisfied)


def _goes_on(act: Act, verb: str, case: CaseRow, post: Post, request: HelpRequestRow, **details: Any) -> CaseRow:
    note(act, verb, case, post, request=str(request.id), **details)
    steps.publish(act, request, SERVICE)
    return case
