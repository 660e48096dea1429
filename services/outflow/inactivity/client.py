"""Public calls of Art 31(6): one method per endpoint."""

from uuid import UUID

from services.outflow.contract import Case
from services.outflow.inactivity import contract as c
from shared.kernel_client import KernelClient


class InactivityCalls(KernelClient):
    def report_inactivity(self, case_id: UUID, body: c.ReportInactivity, key: str | None = None) -> Case:
        """条例 Art 31(6). Raises Refused 422 `not_six_months`."""
        return self.command(Case, f"/cases/{case_id}/inactivity", body, key)

    def consider_inactivity(self, case_id: UUID, body: c.ConsiderInactivity, key: str | None = None) -> Case:
        return self.command(Case, f"/cases/{case_id}/inactivity/hearing", body, key)

    def decide_inactivity(self, case_id: UUID, body: c.DecideInactivity, key: str | None = None) -> Case:
        return self.command(Case, f"/cases/{case_id}/inactivity/decision", body, key)

    def list_running_inactivities(self, after: UUID | None = None) -> c.RunningInactivities:
        return self.get(c.RunningInactivities, "/running-inactivities", after=after)
