"""Routes of leaving."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.outflow.contract import Case
from services.outflow.leaving import contract as c
from services.outflow.leaving.operations import calling_off, claims, membership, relocation, returning, transfer
from services.outflow.tables import CaseRow
from services.outflow.views import case_view
from shared.kernel_api import WRITE
from shared.own_case import Told
from shared.requests import Command, Commanding

leaving = APIRouter(prefix="/cases", tags=["leaving"])


def _answer(command: Command, case: CaseRow) -> Response:
    return command.answer_about(case.id, lambda: case_view(command.act, case))


@leaving.post("/{case_id}/move", summary="登记党员将变动去向（D-152）", response_model=Case, responses=WRITE)
def announce_move(command: Commanding, case_id: UUID, body: c.AnnounceMove) -> Response:
    return _answer(command, relocation.announce_move(command.act, case_id, body))


@leaving.post("/{case_id}/relocation", summary="变更流入地", response_model=Case, responses=WRITE)
def relocate_member(command: Commanding, case_id: UUID, body: c.RelocateMember) -> Response:
    return _answer(command, relocation.relocate_member(command.act, case_id, body))


@leaving.post("/{case_id}/host-release", summary="登记平台外流入地的情况说明", response_model=Case, responses=WRITE)
def record_host_release(command: Commanding, case_id: UUID, body: c.RecordHostRelease) -> Response:
    return _answer(command, relocation.record_host_release(command.act, case_id, body))


@leaving.post(
    "/{case_id}/return", summary="登记返回（预告、提前、未报告而返回）", response_model=Case | Told, responses=WRITE
)
def announce_return(command: Commanding, case_id: UUID, body: c.AnnounceReturn) -> Response:
    return _answer(command, returning.announce_return(command.act, case_id, body))


@leaving.post("/{case_id}/return-called-off", summary="取消已登记的返回", response_model=Case | Told, responses=WRITE)
def call_off_return(command: Commanding, case_id: UUID, body: c.CallOffReturn) -> Response:
    return _answer(command, calling_off.call_off_return(command.act, case_id, body))


@leaving.post("/{case_id}/return-report", summary="党员向党支部报告返回", response_model=Case | Told, responses=WRITE)
def report_return(command: Commanding, case_id: UUID, body: c.ReportReturn) -> Response:
    return _answer(command, returning.report_return(command.act, case_id, body))


@leaving.post("/{case_id}/return-inspection", summary="返回查验（D-40）", response_model=Case, responses=WRITE)
def inspect_return(command: Commanding, case_id: UUID, body: c.InspectReturn) -> Response:
    return _answer(command, returning.inspect_return(command.act, case_id, body))


@leaving.post("/{case_id}/transfer", summary="登记转出组织关系", response_model=Case, responses=WRITE)
def send_transfer(command: Commanding, case_id: UUID, body: c.SendTransfer) -> Response:
    return _answer(command, transfer.send_transfer(command.act, case_id, body))


@leaving.post("/{case_id}/transfer-acceptance", summary="登记组织关系已被接收", response_model=Case, responses=WRITE)
def record_transfer_accepted(command: Commanding, case_id: UUID, body: c.RecordTransferAccepted) -> Response:
    return _answer(command, transfer.record_transfer_accepted(command.act, case_id, body))


@leaving.post("/{case_id}/ending", summary="党员去世、党籍终止", response_model=Case, responses=WRITE)
def record_ending(command: Commanding, case_id: UUID, body: c.RecordEnding) -> Response:
    return _answer(command, membership.record_ending(command.act, case_id, body))


@leaving.post("/{case_id}/suspension", summary="停止党籍", response_model=Case, responses=WRITE)
def suspend_membership(command: Commanding, case_id: UUID, body: c.SuspendMembership) -> Response:
    return _answer(command, membership.suspend_membership(command.act, case_id, body))


@leaving.post("/{case_id}/restoration", summary="恢复党籍", response_model=Case, responses=WRITE)
def restore_membership(command: Commanding, case_id: UUID, body: c.RestoreMembership) -> Response:
    return _answer(command, membership.restore_membership(command.act, case_id, body))


@leaving.post("/{case_id}/penalties", summary="登记党纪处分（不终止个案）", response_model=Case, responses=WRITE)
def record_penalty(command: Commanding, case_id: UUID, body: c.RecordPenalty) -> Response:
    return _answer(command, membership.record_penalty(command.act, case_id, body))


@leaving.post("/{case_id}/exemption", summary="登记免记实（D-70）", response_model=Case, responses=WRITE)
def record_exemption(command: Commanding, case_id: UUID, body: c.RecordExemption) -> Response:
    return _answer(command, membership.record_exemption(command.act, case_id, body))


@leaving.post("/{case_id}/host-claim", summary="确认由哪个流入地管理", response_model=Case, responses=WRITE)
def settle_host_claim(command: Commanding, case_id: UUID, body: c.SettleHostClaim) -> Response:
    return _answer(command, claims.settle_host_claim(command.act, case_id, body))
