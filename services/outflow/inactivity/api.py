"""Routes of Art 31(6): parse, one operation, answer."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.outflow.contract import Case
from services.outflow.inactivity import contract as c
from services.outflow.inactivity import queries
from services.outflow.inactivity.operations import considering
from services.outflow.tables import CaseRow
from services.outflow.views import case_view
from shared.kernel_api import READ, WRITE
from shared.requests import Command, Commanding, Reading, system_only

records = APIRouter(prefix="/cases", tags=["inactivity"])


def _answer(command: Command, case: CaseRow) -> Response:
    return command.answer(case_view(command.act, case))


@records.post("/{case_id}/inactivity", summary="登记连续六个月不履行义务", response_model=Case, responses=WRITE)
def report_inactivity(command: Commanding, case_id: UUID, body: c.ReportInactivity) -> Response:
    return _answer(command, considering.report_inactivity(command.act, case_id, body))


@records.post("/{case_id}/inactivity/hearing", summary="支部大会研究意见", response_model=Case, responses=WRITE)
def consider_inactivity(command: Commanding, case_id: UUID, body: c.ConsiderInactivity) -> Response:
    return _answer(command, considering.consider_inactivity(command.act, case_id, body))


@records.post("/{case_id}/inactivity/decision", summary="党委审批", response_model=Case, responses=WRITE)
def decide_inactivity(command: Commanding, case_id: UUID, body: c.DecideInactivity) -> Response:
    return _answer(command, considering.decide_inactivity(command.act, case_id, body))


running = APIRouter(tags=["inactivity"])


@running.get(
    "/running-inactivities", summary="应有工作流的记录（对账）", responses=READ, dependencies=[Depends(system_only)]
)
def list_running_inactivities(act: Reading, after: UUID | None = None) -> c.RunningInactivities:
    return queries.list_running_inactivities(act, after)


ROUTERS = (records, running)
