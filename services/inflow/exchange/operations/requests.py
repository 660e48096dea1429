"""A member's request for help or question at the host (W-19, D-47)."""

from typing import Any
from uuid import UUID

from services.inflow.exchange.operations.casework import note, permit, take_up
from services.inflow.exchange.tables import HelpRequestRow
from services.inflow.operations.casework import lock_placement
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.help_requests import operations as steps
from shared.help_requests.contract import AnswerRequest, AssignRequest, ConfirmRequest, OpenRequest
from shared.own_word import own_word
from shared.posts import Post

SERVICE: steps.ServiceName = "inflow"


def open_request(act: Act, case_id: UUID, body: OpenRequest) -> PlacementRow:
    row, _, post = take_up(act, "open_request", case_id)
    body = own_word(act, body, "asked_on")
    steps.check_opening(act, row.host_path, body)
    branch = row.host_branch or row.host_committee
    request = HelpRequestRow(**steps.opened(act, row.case_id, row.attempt, branch, body))
    act.session.add(request)
    act.session.flush()
    return _goes_on(act, "open_request", row, post, request, kind=body.kind)


def assign_request(act: Act, case_id: UUID, request_id: UUID, body: AssignRequest) -> PlacementRow:
    row, _, post = take_up(act, "assign_request", case_id)
    request = steps.request_of(act, HelpRequestRow, row.case_id, request_id)
    steps.assign(act, request, row.host_path, body)
    return _goes_on(act, "assign_request", row, post, request, to=body.to)


def answer_request(act: Act, case_id: UUID, request_id: UUID, body: AnswerRequest) -> PlacementRow:
    """By the organisation that holds it."""
    row = lock_placement(act, case_id)
    request = steps.request_of(act, HelpRequestRow, row.case_id, request_id)
    post = permit(act, "answer_request", row, request.holder)
    steps.answer(act, request, SERVICE, body)
    return _goes_on(act, "answer_request", row, post, request)


def confirm_request(act: Act, case_id: UUID, request_id: UUID, body: ConfirmRequest) -> PlacementRow:
    row, _, post = take_up(act, "confirm_request", case_id)
    request = steps.request_of(act, HelpRequestRow, row.case_id, request_id)
    steps.confirm(act, request, SERVICE, body)
    return _goes_on(act, "confirm_request", row, post, request, satisfied=body.satisfied)


def _goes_on(
    act: Act, verb: str, row: PlacementRow, post: Post, request: HelpRequestRow, **details: Any
) -> PlacementRow:
    note(act, row, verb, post, request=str(request.id), **details)
    steps.publish(act, request, SERVICE)
    return row
