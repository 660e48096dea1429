"""Routes of releasing."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.inflow.contract import Placement
from services.inflow.leaving import contract as c
from services.inflow.leaving.operations import release
from services.inflow.views import placement_view
from shared.kernel_api import WRITE
from shared.requests import Commanding

releasing = APIRouter(prefix="/placements", tags=["leaving"])


@releasing.post(
    "/{case_id}/release", summary="写流入期间情况说明，结清流入管理", response_model=Placement, responses=WRITE
)
def release_member(command: Commanding, case_id: UUID, body: c.ReleaseMember) -> Response:
    return command.answer(placement_view(command.act, release.release_member(command.act, case_id, body)))


@releasing.post("/{case_id}/staying", summary="告知流出地：党员不再返回", response_model=Placement, responses=WRITE)
def report_staying(command: Commanding, case_id: UUID, body: c.ReportStaying) -> Response:
    return command.answer(placement_view(command.act, release.report_staying(command.act, case_id, body)))


@releasing.post("/{case_id}/transfer-acceptance", summary="接收组织关系", response_model=Placement, responses=WRITE)
def accept_transfer(command: Commanding, case_id: UUID, body: c.AcceptTransfer) -> Response:
    return command.answer(placement_view(command.act, release.accept_transfer(command.act, case_id, body)))


@releasing.post("/{case_id}/transfer-rejection", summary="退回组织关系", response_model=Placement, responses=WRITE)
def reject_transfer(command: Commanding, case_id: UUID, body: c.RejectTransfer) -> Response:
    return command.answer(placement_view(command.act, release.reject_transfer(command.act, case_id, body)))
