"""Routes of incidents: people look and order, the worker reports and carries out."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.registry.incidents import contract as c
from services.registry.incidents import operations, queries
from shared.kernel_api import READ, WRITE, SystemOnly
from shared.requests import Commanding, Reading, Writing

router = APIRouter(tags=["incidents"])


@router.get("/incidents", summary="卡住的流程：什么失败、从何时起", responses=READ)
def list_incidents(act: Reading, over: bool = False, after: str | None = None) -> c.IncidentPage:
    return queries.list_incidents(act, over=over, after=after)


@router.get("/incidents/{incident_id}", summary="一条异常及其处理", responses=READ)
def read_incident(act: Reading, incident_id: UUID) -> c.Incident:
    return queries.read_incident(act, incident_id)


@router.post(
    "/incidents/{incident_id}/remedies",
    summary="安排重试、重发或对账，须写明理由",
    response_model=c.Incident,
    responses=WRITE,
)
def order_remedy(command: Commanding, incident_id: UUID, body: c.OrderRemedy) -> Response:
    row = operations.order_remedy(command.act, incident_id, body)
    return command.answer(queries.incident_of(command.act, row))


@router.post("/incident-reports", summary="登记卡住的流程（工作进程）", responses=WRITE, dependencies=[SystemOnly])
def report_troubles(act: Writing, body: c.ReportTroubles) -> c.TroublesNoted:
    return operations.report_troubles(act, body)


@router.get("/remedies", summary="待执行的处理（工作进程）", responses=READ, dependencies=[SystemOnly])
def list_ordered_remedies(act: Reading) -> c.OrderedRemedies:
    return queries.list_ordered_remedies(act)


@router.post(
    "/remedies/{remedy_id}/outcome", summary="登记处理结果（工作进程）", responses=WRITE, dependencies=[SystemOnly]
)
def record_remedy(act: Writing, remedy_id: UUID, body: c.RemedyCarriedOut) -> c.RemedyCarriedOut:
    operations.record_remedy(act, remedy_id, body)
    return body
