"""Routes of old certificates: parse, one operation, answer."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.outflow.contract import Case
from services.outflow.old_certificate import contract as c
from services.outflow.old_certificate import queries
from services.outflow.old_certificate.operations import registering
from services.outflow.views import case_view
from shared.kernel_api import READ, WRITE
from shared.requests import Commanding, Reading, Writing, system_only

SYSTEM = [Depends(system_only)]
old_certificates = APIRouter(prefix="/cases", tags=["certificates"])
running = APIRouter(tags=["certificates"])


@old_certificates.post(
    "/{case_id}/old-certificate/correction", summary="更正老活动证编号", response_model=Case, responses=WRITE
)
def correct_old_number(command: Commanding, case_id: UUID, body: c.CorrectOldNumber) -> Response:
    return command.answer(case_view(command.act, registering.correct_old_number(command.act, case_id, body)))


@old_certificates.post(
    "/{case_id}/old-certificate/number",
    summary="登记老活动证编号是否入库（工作流）",
    responses=WRITE,
    dependencies=SYSTEM,
)
def record_old_number(act: Writing, case_id: UUID, body: c.RecordOldNumber) -> c.OldCertificateState:
    return registering.record_old_number(act, case_id, body)


@running.get("/running-old-certificates", summary="应有工作流的老活动证（对账）", responses=READ, dependencies=SYSTEM)
def list_running_old_certificates(act: Reading, after: UUID | None = None) -> c.RunningOldCertificates:
    return queries.list_running_old_certificates(act, after)


ROUTERS = (old_certificates, running)
