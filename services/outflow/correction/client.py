"""Public calls of W-17 at home: one method per endpoint."""

from uuid import UUID

from services.outflow.contract import Case
from services.outflow.correction import contract as c
from shared.corrections.contract import AddEvidence, DecideCorrection, ReportCorrection, RunningCorrections
from shared.kernel_client import KernelClient


class CorrectionCalls(KernelClient):
    def report_correction(self, case_id: UUID, body: ReportCorrection, key: str | None = None) -> Case:
        """W-17; what the host owns is reported to it by letter."""
        return self.command(Case, f"/cases/{case_id}/corrections", body, key)

    def add_evidence(self, case_id: UUID, body: AddEvidence, key: str | None = None) -> Case:
        return self.command(Case, f"/cases/{case_id}/corrections/evidence", body, key)

    def decide_correction(self, case_id: UUID, body: DecideCorrection, key: str | None = None) -> Case:
        """Raises Refused 403 `reporter_may_not_decide`, 409 `id_number_taken`."""
        return self.command(Case, f"/cases/{case_id}/corrections/decision", body, key)

    def merge_members(self, case_id: UUID, body: c.MergeMembers, key: str | None = None) -> Case:
        """Rulebook 5.1: linked, never deleted."""
        return self.command(Case, f"/cases/{case_id}/merger", body, key)

    def list_running_corrections(self, after: UUID | None = None) -> RunningCorrections:
        return self.get(RunningCorrections, "/running-corrections", after=after)
