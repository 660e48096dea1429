"""Calls of releasing: one method per endpoint."""

from typing import Any
from uuid import UUID

from services.inflow.contract import Placement
from services.inflow.leaving import contract as c
from shared.kernel_client import KernelClient


class ReleasingCalls(KernelClient):
    def release_member(self, case_id: UUID, body: c.ReleaseMember, key: str | None = None) -> Placement:
        """9.3: the summary on departure goes home."""
        return self._releasing(case_id, "release", body, key)

    def report_staying(self, case_id: UUID, body: c.ReportStaying, key: str | None = None) -> Placement:
        return self._releasing(case_id, "staying", body, key)

    def accept_transfer(self, case_id: UUID, body: c.AcceptTransfer, key: str | None = None) -> Placement:
        return self._releasing(case_id, "transfer-acceptance", body, key)

    def reject_transfer(self, case_id: UUID, body: c.RejectTransfer, key: str | None = None) -> Placement:
        return self._releasing(case_id, "transfer-rejection", body, key)

    def _releasing(self, case_id: UUID, noun: str, body: Any, key: str | None) -> Placement:
        return self.command(Placement, f"/placements/{case_id}/{noun}", body, key)
