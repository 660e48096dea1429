"""The routes of waiting for the other side, alike on every side that waits."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from shared.act import Act
from shared.kernel_api import READ, WRITE
from shared.requests import Commanding, Reading
from shared.waiting.contract import UrgePartner, WaitingFilter, WaitingFor, WaitingPage

Found = Callable[[Act, WaitingFilter], WaitingPage]
Urged = Callable[[Act, UUID, UrgePartner], WaitingFor]


def waiting_routes(partner: str, found: Found, urged: Urged) -> APIRouter:
    """`partner`: who owes, in Chinese."""
    router = APIRouter(prefix="/waiting", tags=["waiting"])

    @router.get("", summary=f"等对方办理：{partner}欠我方的事", responses=READ)
    def list_waiting(act: Reading, wanted: Annotated[WaitingFilter, Query()]) -> WaitingPage:
        return found(act, wanted)

    @router.post(
        "/{case_id}/urges", summary=f"向{partner}发催办函（一天一次）", response_model=WaitingFor, responses=WRITE
    )
    def urge_partner(command: Commanding, case_id: UUID, body: UrgePartner) -> Response:
        return command.answer(urged(command.act, case_id, body))

    return router
