"""Calls about findings."""

from uuid import UUID

from services.inflow.findings import contract as c
from shared.kernel_client import KernelClient


class FindingCalls(KernelClient):
    def list_findings(self) -> c.FindingPage:
        return self.get(c.FindingPage, "/findings")

    def record_measure(self, finding_id: UUID, body: c.RecordMeasure, key: str | None = None) -> c.Finding:
        return self.command(c.Finding, f"/findings/{finding_id}/measures", body, key)
