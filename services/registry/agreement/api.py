"""Routes of agreements: parse, one operation, answer."""

from uuid import UUID

from fastapi import APIRouter, Depends, Response

from services.registry.agreement import contract as c
from services.registry.agreement import queries
from services.registry.agreement.operations import life, negotiation
from services.registry.agreement.queries import agreement_view
from services.registry.agreement.tables import AgreementRow
from shared.kernel_api import READ, WRITE
from shared.requests import Command, Commanding, Reading, system_only

router = APIRouter(prefix="/agreements", tags=["agreements"])


def _answer(command: Command, row: AgreementRow) -> Response:
    return command.answer(agreement_view(command.act, row))


@router.post("", summary="起草共管协议（W-09）", response_model=c.Agreement, responses=WRITE)
def draft_agreement(command: Commanding, body: c.DraftAgreement) -> Response:
    return _answer(command, negotiation.draft_agreement(command.act, body))


@router.get("", summary="共管协议列表", responses=READ)
def list_agreements(act: Reading, status: c.AgreementStatus | None = None) -> c.AgreementPage:
    return queries.list_agreements(act, status)


@router.get("/running", summary="应有进程的协议（工作流）", responses=READ, dependencies=[Depends(system_only)])
def list_running_agreements(act: Reading, after: UUID | None = None) -> c.RunningAgreements:
    return queries.list_running_agreements(act, after)


@router.get("/{copy_id}", summary="一份协议：本方留存的文本和经过", responses=READ)
def read_agreement(act: Reading, copy_id: UUID) -> c.AgreementFile:
    return queries.read_agreement(act, copy_id)


@router.post("/{copy_id}/offer", summary="把协议文本发给对方", response_model=c.Agreement, responses=WRITE)
def offer_agreement(command: Commanding, copy_id: UUID, body: c.OfferAgreement) -> Response:
    return _answer(command, negotiation.offer_agreement(command.act, copy_id, body))


@router.post("/{copy_id}/counter", summary="提出修改文本", response_model=c.Agreement, responses=WRITE)
def counter_agreement(command: Commanding, copy_id: UUID, body: c.CounterAgreement) -> Response:
    return _answer(command, negotiation.counter_agreement(command.act, copy_id, body))


@router.post("/{copy_id}/signature", summary="签署并盖章", response_model=c.Agreement, responses=WRITE)
def sign_agreement(command: Commanding, copy_id: UUID, body: c.SignAgreement) -> Response:
    return _answer(command, negotiation.sign_agreement(command.act, copy_id, body))


@router.post("/{copy_id}/termination", summary="通知终止（W-09）", response_model=c.Agreement, responses=WRITE)
def terminate_agreement(command: Commanding, copy_id: UUID, body: c.TerminateAgreement) -> Response:
    return _answer(command, life.terminate_agreement(command.act, copy_id, body))


@router.post("/{copy_id}/consultations", summary="登记会商纪要", response_model=c.Agreement, responses=WRITE)
def record_consultation(command: Commanding, copy_id: UUID, body: c.RecordConsultation) -> Response:
    return _answer(command, life.record_consultation(command.act, copy_id, body))


@router.post("/{copy_id}/lapse", summary="决定到期不再续签", response_model=c.Agreement, responses=WRITE)
def let_agreement_lapse(command: Commanding, copy_id: UUID, body: c.LetAgreementLapse) -> Response:
    return _answer(command, life.let_agreement_lapse(command.act, copy_id, body))
