"""Routes of findings."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.inflow.findings import contract as c
from services.inflow.findings import operations, queries
from shared.kernel_api import READ, WRITE
from shared.requests import Commanding, Reading

router = APIRouter(prefix="/findings", tags=["findings"])


@router.get("", summary="对接收组织的认定（D-67）", responses=READ)
def list_findings(act: Reading) -> c.FindingPage:
    return queries.list_findings(act)


@router.post("/{finding_id}/measures", summary="登记批评、通报或组织处理", response_model=c.Finding, responses=WRITE)
def record_measure(command: Commanding, finding_id: UUID, body: c.RecordMeasure) -> Response:
    return command.answer(queries.finding_view(command.act, operations.record_measure(command.act, finding_id, body)))
