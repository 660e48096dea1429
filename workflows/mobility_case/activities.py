"""Activities of W-01: the request for a number crosses to the registry, the number comes back."""

from pydantic import AwareDatetime
from temporalio import activity

from services.outflow.contract import CaseState, RecordCertificateNumber
from services.registry.contract import CertificateNumbered, NumberRequestState, RequestNumber
from shared.contract import Contract
from shared.identifiers import CaseId
from shared.service_client import Refused
from workflows.clients import Clients


class RequestCertificateNumber(Contract):
    case: CaseState
    as_of: AwareDatetime


class TakeOverNumber(Contract):
    case_id: CaseId
    numbered: CertificateNumbered
    as_of: AwareDatetime


class MobilityCaseActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def request_number(self, request: RequestCertificateNumber) -> NumberRequestState:
        """Put the request before the department (D-73); a number allotted earlier comes back."""
        case = request.case
        assert case.certificate_id is not None
        body = RequestNumber(
            certificate_id=case.certificate_id,
            case_id=case.case_id,
            case_number=case.number,
            department=case.home_department,
            home_branch=case.home_branch,
            requested_on=request.as_of.date(),
        )
        return self._clients.registry.request_number(body, request.as_of.isoformat())

    @activity.defn
    def record_certificate_number(self, taking: TakeOverNumber) -> None:
        """A 409 says that nobody waits for the number any more: the departure has been cancelled."""
        body = RecordCertificateNumber(
            certificate_id=taking.numbered.certificate_id,
            number=taking.numbered.number,
            numbered_on=taking.numbered.numbered_on,
        )
        try:
            self._clients.outflow.record_certificate_number(taking.case_id, body, taking.as_of.isoformat())
        except Refused as refused:
            if not refused.moved_on:
                raise
