"""Routes of W-17 at the host: parse, one operation, answer."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.inflow.contract import Placement
from services.inflow.correction import queries
from services.inflow.correction.contract import (
    AddEvidence,
    DecideCorrection,
    ReportCorrection,
    RunningCorrections,
)
from services.inflow.correction.operations import correcting
from services.inflow.tables import PlacementRow
from services.inflow.views import placement_view
from shared.kernel_api import READ, WRITE
from shared.requests import Command, Commanding, Reading, system_only

corrections = APIRouter(prefix="/placements", tags=["corrections"])


def _answer(command: Command, row: PlacementRow) -> Response:
    return command.answer(placement_view(command.act, row))


@corrections.post("/{case_id}/corrections", summary="报来信息更正（W-17）", response_model=Placement, responses=WRITE)
def report_correction(command: Commanding, case_id: UUID, body: ReportCorrection) -> Response:
    return _answer(command, correcting.report_correction(command.act, case_id, body))


@corrections.post("/{case_id}/corrections/evidence", summary="登记更正依据", response_model=Placement, responses=WRITE)
def add_evidence(command: Commanding, case_id: UUID, body: AddEvidence) -> Response:
    return _answer(command, correcting.add_evidence(command.act, case_id, body))


@corrections.post("/{case_id}/corrections/decision", summary="核定信息更正", response_model=Placement, responses=WRITE)
def decide_correction(command: Commanding, case_id: UUID, body: DecideCorrection) -> Response:
    return _answer(command, correcting.decide_correction(command.act, case_id, body))


running = APIRouter(tags=["corrections"])


@running.get(
    "/running-corrections", summary="应有工作流的更正（对账）", responses=READ, dependencies=[Depends(system_only)]
)
def list_running_corrections(act: Reading, after: UUID | None = None) -> RunningCorrections:
    return queries.list_running_corrections(act, after)


ROUTERS = (corrections, running)
