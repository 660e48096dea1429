"""Public calls of W-17 at the host: one method per endpoint."""

from uuid import UUID

from services.inflow.contract import Placement
from services.inflow.correction.contract import (
    AddEvidence,
    DecideCorrection,
    ReportCorrection,
    RunningCorrections,
)
from shared.kernel_client import KernelClient


class CorrectionCalls(KernelClient):
    def report_correction(self, case_id: UUID, body: ReportCorrection, key: str | None = None) -> Placement:
        """W-17; what home owns is reported to it by letter."""
        return self.command(Placement, f"/placements/{case_id}/corrections", body, key)

    def add_evidence(self, case_id: UUID, body: AddEvidence, key: str | None = None) -> Placement:
        return self.command(Placement, f"/placements/{case_id}/corrections/evidence", body, key)

    def decide_correction(self, case_id: UUID, body: DecideCorrection, key: str | None = None) -> Placement:
        """Raises Refused 403 `reporter_may_not_decide`."""
        return self.command(Placement, f"/placements/{case_id}/corrections/decision", body, key)

    def list_running_corrections(self, after: UUID | None = None) -> RunningCorrections:
        return self.get(RunningCorrections, "/running-corrections", after=after)
