"""Routes of waiting for the home side."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from services.inflow.waiting import operations, queries
from shared.kernel_api import READ, WRITE
from shared.requests import Commanding, Reading
from shared.waiting.contract import UrgePartner, WaitingFilter, WaitingFor, WaitingPage

waiting = APIRouter(prefix="/waiting", tags=["waiting"])


@waiting.get("", summary="等对方办理：流出地欠我方的事", responses=READ)
def list_waiting(act: Reading, wanted: Annotated[WaitingFilter, Query()]) -> WaitingPage:
    return queries.list_waiting(act, wanted)


@waiting.post("/{case_id}/urges", summary="向流出地发催办函（一天一次）", response_model=WaitingFor, responses=WRITE)
def urge_partner(command: Commanding, case_id: UUID, body: UrgePartner) -> Response:
    return command.answer(operations.urge_partner(command.act, case_id, body))
