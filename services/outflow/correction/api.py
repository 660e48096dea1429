"""Routes of W-17 at home: parse, one operation, answer."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.outflow.contract import Case
from services.outflow.correction import contract as c
from services.outflow.correction import queries
from services.outflow.correction.operations import correcting, merging
from services.outflow.tables import CaseRow
from services.outflow.views import case_view
from shared.corrections.contract import AddEvidence, DecideCorrection, ReportCorrection, RunningCorrections
from shared.kernel_api import READ, WRITE
from shared.requests import Command, Commanding, Reading, system_only

corrections = APIRouter(prefix="/cases", tags=["corrections"])


def _answer(command: Command, case: CaseRow) -> Response:
    return command.answer(case_view(command.act, case))


@corrections.post("/{case_id}/corrections", summary="报来信息更正（W-17）", response_model=Case, responses=WRITE)
def report_correction(command: Commanding, case_id: UUID, body: ReportCorrection) -> Response:
    return _answer(command, correcting.report_correction(command.act, case_id, body))


@corrections.post("/{case_id}/corrections/evidence", summary="登记更正依据", response_model=Case, responses=WRITE)
def add_evidence(command: Commanding, case_id: UUID, body: AddEvidence) -> Response:
    return _answer(command, correcting.add_evidence(command.act, case_id, body))


@corrections.post("/{case_id}/corrections/decision", summary="核定信息更正", response_model=Case, responses=WRITE)
def decide_correction(command: Commanding, case_id: UUID, body: DecideCorrection) -> Response:
    return _answer(command, correcting.decide_correction(command.act, case_id, body))


@corrections.post("/{case_id}/merger", summary="合并重复登记的党员", response_model=Case, responses=WRITE)
def merge_members(command: Commanding, case_id: UUID, body: c.MergeMembers) -> Response:
    return _answer(command, merging.merge_members(command.act, case_id, body))


running = APIRouter(tags=["corrections"])


@running.get(
    "/running-corrections", summary="应有工作流的更正（对账）", responses=READ, dependencies=[Depends(system_only)]
)
def list_running_corrections(act: Reading, after: UUID | None = None) -> RunningCorrections:
    return queries.list_running_corrections(act, after)


ROUTERS = (corrections, running)
