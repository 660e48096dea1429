"""Routes of the home side: parse, one operation, answer."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.outflow import contract as c
from services.outflow import queries
from services.outflow.lists import CaseFilter, CaseSearch
from services.outflow.operations import (
    arrival,
    certificate,
    contact,
    declaration,
    duties,
    looking,
    notice,
    refusal,
)
from services.outflow.tables import CaseRow
from services.outflow.views import case_view
from shared.own_case import Told
from shared.requests import Command, Commanding, KernelDep, Reading, Writing, system_only
from shared.service_app import COMMAND_REFUSALS, QUERY_REFUSALS, refusals
from shared.tasks.contract import OpenedTask, OpenTask

READ = refusals(*QUERY_REFUSALS)
WRITE = refusals(*COMMAND_REFUSALS)
SYSTEM = [Depends(system_only)]

cases = APIRouter(prefix="/cases", tags=["cases"])


def _answer(command: Command, case: CaseRow) -> Response:
    return command.answer_about(case.id, lambda: case_view(command.act, case))


@cases.post("", summary="登记流出（申报并判定去向，5.0）", response_model=c.Case, responses=WRITE)
def declare_departure(command: Commanding, body: c.DeclareDeparture) -> Response:
    return _answer(command, declaration.declare_departure(command.act, body))


@cases.get("", summary="个案列表", responses=READ)
def list_cases(act: Reading, kernel: KernelDep, wanted: Annotated[CaseFilter, Query()]) -> c.CasePage:
    return queries.list_cases(act, kernel.counts, wanted)


@cases.post("/search", summary="找人、找个案：姓名、拼音、证号后四位、电话、编号（不进地址）", responses=READ)
def search_cases(act: Reading, kernel: KernelDep, body: CaseSearch) -> c.CasePage:
    return queries.search_cases(act, kernel.counts, body)


@cases.get("/{case_id}", summary="个案：流出地一侧的全部情况", responses=READ)
def read_case(act: Reading, case_id: UUID) -> c.CaseFile:
    return queries.read_case(act, case_id)


@cases.post("/{case_id}/briefing", summary="行前教育（D-35）", response_model=c.Case, responses=WRITE)
def brief_member(command: Commanding, case_id: UUID, body: c.BriefMember) -> Response:
    return _answer(command, certificate.brief_member(command.act, case_id, body))


@cases.post("/{case_id}/certificate-request", summary="申领活动证（D-36）", response_model=c.Case, responses=WRITE)
def request_certificate(command: Commanding, case_id: UUID, body: c.RequestCertificate) -> Response:
    return _answer(command, certificate.request_certificate(command.act, case_id, body))


@cases.post("/{case_id}/certificate-seal", summary="活动证盖章（D-73）", response_model=c.Case, responses=WRITE)
def seal_certificate(command: Commanding, case_id: UUID, body: c.SealCertificate) -> Response:
    return _answer(command, certificate.seal_certificate(command.act, case_id, body))


@cases.post("/{case_id}/certificate-issue", summary="发放活动证，党员签收", response_model=c.Case, responses=WRITE)
def issue_certificate(command: Commanding, case_id: UUID, body: c.IssueCertificate) -> Response:
    return _answer(command, certificate.issue_certificate(command.act, case_id, body))


@cases.post(
    "/{case_id}/arrival", summary="登记党员已报到（凭党员本人报告）", response_model=c.Case | Told, responses=WRITE
)
def report_arrival(command: Commanding, case_id: UUID, body: c.ReportArrival) -> Response:
    return _answer(command, arrival.report_arrival(command.act, case_id, body))


@cases.post("/{case_id}/query-answer", summary="答复流入地查询", response_model=c.Case, responses=WRITE)
def answer_query(command: Commanding, case_id: UUID, body: c.AnswerQuery) -> Response:
    return _answer(command, arrival.answer_query(command.act, case_id, body))


@cases.post("/{case_id}/contacts", summary="登记联系（D-38）", response_model=c.Case, responses=WRITE)
def record_contact(command: Commanding, case_id: UUID, body: c.RecordContact) -> Response:
    return _answer(command, contact.record_contact(command.act, case_id, body))


@cases.post("/{case_id}/objection", summary="对拒收提出异议（W-10）", response_model=c.Case, responses=WRITE)
def object_to_refusal(command: Commanding, case_id: UUID, body: c.ObjectToRefusal) -> Response:
    return _answer(command, refusal.object_to_refusal(command.act, case_id, body))


@cases.post("/{case_id}/host", summary="指定或改换流入地党组织", response_model=c.Case, responses=WRITE)
def name_host(command: Commanding, case_id: UUID, body: c.NameHost) -> Response:
    return _answer(command, notice.name_host(command.act, case_id, body))


@cases.post("/{case_id}/paper-notice", summary="登记纸质流出通知已寄出", response_model=c.Case, responses=WRITE)
def send_paper_notice(command: Commanding, case_id: UUID, body: c.SendPaperNotice) -> Response:
    return _answer(command, notice.send_paper_notice(command.act, case_id, body))


@cases.post("/{case_id}/host-answer", summary="登记平台外流入地的答复", response_model=c.Case, responses=WRITE)
def record_host_answer(command: Commanding, case_id: UUID, body: c.RecordHostAnswer) -> Response:
    return _answer(command, arrival.record_host_answer(command.act, case_id, body))


@cases.post("/{case_id}/coordination", summary="提出协调意见（W-10）", response_model=c.Case, responses=WRITE)
def propose_coordination(command: Commanding, case_id: UUID, body: c.ProposeCoordination) -> Response:
    return _answer(command, refusal.propose_coordination(command.act, case_id, body))


@cases.post("/{case_id}/cancellation", summary="离开前撤销申报", response_model=c.Case, responses=WRITE)
def cancel_departure(command: Commanding, case_id: UUID, body: c.CancelDeparture) -> Response:
    return _answer(command, declaration.cancel_departure(command.act, case_id, body))


@cases.post("/{case_id}/reveal", summary="查看一项密存信息（留痕）", responses=WRITE)
def reveal_field(act: Writing, case_id: UUID, body: c.RevealField) -> c.Revealed:
    """Takes no idempotency key: each look is logged, and the value is not kept with a key."""
    return looking.reveal_field(act, case_id, body)


@cases.get("/{case_id}/letters/{letter_id}", summary="打印发出的函（留痕）", responses=WRITE)
def print_letter(act: Writing, case_id: UUID, letter_id: UUID) -> c.PrintedLetter:
    return looking.print_letter(act, case_id, letter_id)


@cases.post(
    "/{case_id}/certificate-number", summary="登记县级组织部门的编号（工作流）", responses=WRITE, dependencies=SYSTEM
)
def record_certificate_number(act: Writing, case_id: UUID, body: c.RecordCertificateNumber) -> c.CaseRef:
    return c.CaseRef(case_id=certificate.record_certificate_number(act, case_id, body).id)


others = APIRouter()


@others.get("/overview", tags=["cases"], summary="辖区内个案数：按状态、按党委", responses=READ)
def read_overview(act: Reading) -> c.Overview:
    return queries.read_overview(act)


@others.get("/running-cases", tags=["cases"], summary="应有工作流的个案（对账）", responses=READ, dependencies=SYSTEM)
def list_running_cases(act: Reading, after: UUID | None = None) -> c.RunningCases:
    return queries.list_running_cases(act, after)


@others.post("/tasks", tags=["tasks"], summary="开出任务（工作流）", responses=WRITE, dependencies=SYSTEM)
def open_task(act: Writing, kernel: KernelDep, body: OpenTask) -> OpenedTask:
    return kernel.opens.get(body.kind, duties.open_task)(act, body)
