"""Public calls about old certificates: one method per endpoint."""

from uuid import UUID

from services.outflow.contract import Case
from services.outflow.old_certificate import contract as c
from shared.kernel_client import KernelClient


class OldCertificateCalls(KernelClient):
    def correct_old_number(self, case_id: UUID, body: c.CorrectOldNumber, key: str | None = None) -> Case:
        """Raises Refused 409 `number_still_taken`, `no_number_to_correct`."""
        return self.command(Case, f"/cases/{case_id}/old-certificate/correction", body, key)

    def record_old_number(self, case_id: UUID, body: c.RecordOldNumber, as_of: str) -> c.OldCertificateState:
        return self.system(c.OldCertificateState, f"/cases/{case_id}/old-certificate/number", body, as_of)

    def list_running_old_certificates(self, after: UUID | None = None) -> c.RunningOldCertificates:
        return self.get(c.RunningOldCertificates, "/running-old-certificates", after=after)
