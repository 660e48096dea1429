"""Routes of the certificate's life at home."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.outflow import contract as home
from services.outflow.certificate_life import contract as c
from services.outflow.certificate_life import queries
from services.outflow.certificate_life.operations import (
    arrears,
    checks,
    dues,
    findings,
    inspection,
    loss,
    register,
    replacement,
)
from services.outflow.certificate_life.states import RunningCertificates
from services.outflow.tables import CaseRow
from services.outflow.views import case_view
from shared.kernel_api import READ, WRITE
from shared.requests import Command, Commanding, Reading, Writing, system_only

SYSTEM = [Depends(system_only)]
certificates = APIRouter(prefix="/cases", tags=["certificates"])
registers = APIRouter(tags=["certificates"])


def _answer(command: Command, case: CaseRow) -> Response:
    return command.answer(case_view(command.act, case))


@certificates.post("/{case_id}/certificate-loss", summary="登记活动证遗失", response_model=home.Case, responses=WRITE)
def report_loss(command: Commanding, case_id: UUID, body: c.ReportLoss) -> Response:
    return _answer(command, loss.report_loss(command.act, case_id, body))


@certificates.post(
    "/{case_id}/certificate-loss/check",
    summary="核查遗失：属实即作废，通知流入地",
    response_model=home.Case,
    responses=WRITE,
)
def check_loss(command: Commanding, case_id: UUID, body: c.CheckLoss) -> Response:
    return _answer(command, loss.check_loss(command.act, case_id, body))


@certificates.post("/{case_id}/certificate-void", summary="错发作废", response_model=home.Case, responses=WRITE)
def void_certificate(command: Commanding, case_id: UUID, body: c.VoidCertificate) -> Response:
    return _answer(command, loss.void_certificate(command.act, case_id, body))


@certificates.post(
    "/{case_id}/certificate-replacement", summary="申请补发（换发）活动证", response_model=home.Case, responses=WRITE
)
def request_replacement(command: Commanding, case_id: UUID, body: c.RequestReplacement) -> Response:
    return _answer(command, replacement.request_replacement(command.act, case_id, body))


@certificates.post(
    "/{case_id}/certificate-replacement/seal", summary="补发活动证盖章", response_model=home.Case, responses=WRITE
)
def seal_replacement(command: Commanding, case_id: UUID, body: c.SealReplacement) -> Response:
    return _answer(command, replacement.seal_replacement(command.act, case_id, body))


@certificates.post(
    "/{case_id}/certificate-replacement/issue",
    summary="发放补发的活动证，党员签收",
    response_model=home.Case,
    responses=WRITE,
)
def issue_replacement(command: Commanding, case_id: UUID, body: c.IssueReplacement) -> Response:
    return _answer(command, replacement.issue_replacement(command.act, case_id, body))


@certificates.post("/{case_id}/certificate-check", summary="活动证年审", response_model=home.Case, responses=WRITE)
def check_certificate(command: Commanding, case_id: UUID, body: c.CheckCertificate) -> Response:
    return _answer(command, checks.check_certificate(command.act, case_id, body))


@certificates.post("/{case_id}/dues", summary="登记在流出地交纳的党费", response_model=home.Case, responses=WRITE)
def record_dues(command: Commanding, case_id: UUID, body: c.RecordDues) -> Response:
    return _answer(command, dues.record_dues(command.act, case_id, body))


@certificates.post("/{case_id}/dues/reminder", summary="登记已提醒补交党费", response_model=home.Case, responses=WRITE)
def remind_of_dues(command: Commanding, case_id: UUID, body: c.RemindOfDues) -> Response:
    return _answer(command, arrears.remind_of_dues(command.act, case_id, body))


@certificates.post("/{case_id}/dues/arrears", summary="登记对欠交党费的研究", response_model=home.Case, responses=WRITE)
def consider_arrears(command: Commanding, case_id: UUID, body: c.ConsiderArrears) -> Response:
    return _answer(command, arrears.consider_arrears(command.act, case_id, body))


@certificates.post(
    "/{case_id}/certificate-put-away", summary="归档或留存活动证", response_model=home.Case, responses=WRITE
)
def put_away_certificate(command: Commanding, case_id: UUID, body: c.PutAwayCertificate) -> Response:
    return _answer(command, inspection.put_away_certificate(command.act, case_id, body))


@certificates.post(
    "/{case_id}/false-entries", summary="登记查验发现的不实记载", response_model=home.Case, responses=WRITE
)
def record_false_entries(command: Commanding, case_id: UUID, body: c.RecordFalseEntries) -> Response:
    return _answer(command, findings.record_false_entries(command.act, case_id, body))


@certificates.post(
    "/{case_id}/false-entries/settlement", summary="处理不实记载", response_model=home.Case, responses=WRITE
)
def settle_false_entries(command: Commanding, case_id: UUID, body: c.SettleFalseEntries) -> Response:
    return _answer(command, findings.settle_false_entries(command.act, case_id, body))


@certificates.post(
    "/{case_id}/certificate-replacement/number",
    summary="登记补发活动证的编号（工作流）",
    responses=WRITE,
    dependencies=SYSTEM,
)
def record_replacement_number(act: Writing, case_id: UUID, body: c.RecordReplacementNumber) -> home.CaseRef:
    return home.CaseRef(case_id=replacement.record_replacement_number(act, case_id, body).id)


@registers.get("/issue-register", summary="活动证发放登记簿（7.2）", responses=READ)
def list_issue_register(act: Reading, wanted: Annotated[queries.RegisterFilter, Query()]) -> c.IssueRegister:
    return queries.list_issue_register(act, wanted)


@registers.get("/issue-register/export", summary="导出活动证发放登记簿（留痕）", responses=READ)
def export_issue_register(act: Writing, wanted: Annotated[queries.RegisterWanted, Query()]) -> c.IssueRegister:
    return register.export_issue_register(act, wanted)


@registers.get("/running-certificates", summary="应有工作流的活动证（对账）", responses=READ, dependencies=SYSTEM)
def list_running_certificates(act: Reading, after: UUID | None = None) -> RunningCertificates:
    return queries.list_running_certificates(act, after)
