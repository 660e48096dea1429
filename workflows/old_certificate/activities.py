"""Activities of old certificates: the registry is asked to take the number over, home is told what it said."""

from pydantic import AwareDatetime
from temporalio import activity

from services.outflow.old_certificate.contract import OldCertificateState, RecordOldNumber
from services.registry.number_status.contract import RegisterOldNumber
from shared.contract import Contract
from workflows.clients import Clients


class RegisterOldCertificate(Contract):
    state: OldCertificateState
    as_of: AwareDatetime


class OldCertificateActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def register_old_number(self, registering: RegisterOldCertificate) -> OldCertificateState:
        """Both calls may be made twice: the registry gives the same answer, home takes it once."""
        state, as_of = registering.state, registering.as_of.isoformat()
        asked = RegisterOldNumber(
            certificate_id=state.certificate_id,
            case_id=state.case_id,
            case_number=state.case_number,
            department=state.home_department,
            home_branch=state.home_branch,
            number=state.number,
            issued_on=state.issued_on,
        )
        answer = self._clients.registry.register_old_number(asked, as_of)
        told = RecordOldNumber(number=state.number, registered=answer.registered)
        return self._clients.outflow.record_old_number(state.case_id, told, as_of)
