"""The routes of W-19, alike on both sides."""

from collections.abc import Callable
from typing import Protocol, TypeVar
from uuid import UUID

from fastapi import APIRouter, Response

from shared.act import Act
from shared.contract import Contract
from shared.help_requests import contract as c
from shared.kernel_api import WRITE
from shared.own_case import Told
from shared.requests import Command, Commanding

Row_co = TypeVar("Row_co", covariant=True)
Row = TypeVar("Row")


class RequestVerbs(Protocol[Row_co]):
    """The side's own operations: case or placement locked, post checked, history written."""

    def open_request(self, act: Act, case_id: UUID, body: c.OpenRequest) -> Row_co: ...

    def assign_request(self, act: Act, case_id: UUID, request_id: UUID, body: c.AssignRequest) -> Row_co: ...

    def answer_request(self, act: Act, case_id: UUID, request_id: UUID, body: c.AnswerRequest) -> Row_co: ...

    def confirm_request(self, act: Act, case_id: UUID, request_id: UUID, body: c.ConfirmRequest) -> Row_co: ...


def add_request_routes(
    router: APIRouter, verbs: RequestVerbs[Row], view: type[Contract], answer: Callable[[Command, Row], Response]
) -> None:
    """`answer` shows the side's exchange as a `view`."""
    one = "/{case_id}/requests/{request_id}"

    @router.post("/{case_id}/requests", summary="登记党员的求助或询问", response_model=view | Told, responses=WRITE)
    def open_request(command: Commanding, case_id: UUID, body: c.OpenRequest) -> Response:
        return answer(command, verbs.open_request(command.act, case_id, body))

    @router.post(f"{one}/assignment", summary="交办", response_model=view, responses=WRITE)
    def assign_request(command: Commanding, case_id: UUID, request_id: UUID, body: c.AssignRequest) -> Response:
        return answer(command, verbs.assign_request(command.act, case_id, request_id, body))

    @router.post(f"{one}/answer", summary="答复求助或询问", response_model=view, responses=WRITE)
    def answer_request(command: Commanding, case_id: UUID, request_id: UUID, body: c.AnswerRequest) -> Response:
        return answer(command, verbs.answer_request(command.act, case_id, request_id, body))

    @router.post(f"{one}/confirmation", summary="登记党员是否满意", response_model=view | Told, responses=WRITE)
    def confirm_request(command: Commanding, case_id: UUID, request_id: UUID, body: c.ConfirmRequest) -> Response:
        return answer(command, verbs.confirm_request(command.act, case_id, request_id, body))
