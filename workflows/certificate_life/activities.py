"""Activities of W-02: numbers are asked of the registry, and voided there."""

from pydantic import AwareDatetime
from temporalio import activity

from services.outflow.certificate_life.contract import RecordReplacementNumber, VoidedNumber
from services.outflow.certificate_life.states import CertificateState
from services.outflow.contract import CaseRef
from services.registry.contract import CertificateNumbered, NumberRequestState, RequestNumber
from services.registry.number_status.contract import NumberVoided, VoidNumber
from shared.contract import Contract
from shared.identifiers import CaseId
from workflows.clients import Clients


class RequestReplacementNumber(Contract):
    certificate: CertificateState
    as_of: AwareDatetime


class TakeOverReplacementNumber(Contract):
    case_id: CaseId
    numbered: CertificateNumbered
    as_of: AwareDatetime


class VoidCertificateNumber(Contract):
    voided: VoidedNumber
    as_of: AwareDatetime


class CertificateLifeActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def request_replacement_number(self, request: RequestReplacementNumber) -> NumberRequestState:
        """Put the request before the department (D-73); a number allotted earlier comes back."""
        state = request.certificate
        assert state.replacing is not None
        body = RequestNumber(
            certificate_id=state.replacing.certificate_id,
            case_id=state.case_id,
            case_number=state.number,
            department=state.home_department,
            home_branch=state.home_branch,
            requested_on=request.as_of.date(),
            replacement=True,
        )
        return self._clients.registry.request_number(body, request.as_of.isoformat())

    @activity.defn
    def record_replacement_number(self, taking: TakeOverReplacementNumber) -> CaseRef:
        body = RecordReplacementNumber(
            certificate_id=taking.numbered.certificate_id,
            number=taking.numbered.number,
            numbered_on=taking.numbered.numbered_on,
        )
        return self._clients.outflow.record_replacement_number(taking.case_id, body, taking.as_of.isoformat())

    @activity.defn
    def void_number(self, voiding: VoidCertificateNumber) -> NumberVoided:
        """From now on the number fails verification at any host; told again it changes nothing."""
        voided = voiding.voided
        body = VoidNumber(reason=voided.reason, voided_on=voided.voided_on)
        return self._clients.registry.void_number(voided.certificate_id, body, voiding.as_of.isoformat())
