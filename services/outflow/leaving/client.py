"""Calls of leaving: one method per endpoint."""

from typing import Any
from uuid import UUID

from services.outflow.contract import Case
from services.outflow.leaving import contract as c
from shared.kernel_client import KernelClient


class LeavingCalls(KernelClient):
    def announce_move(self, case_id: UUID, body: c.AnnounceMove, key: str | None = None) -> Case:
        return self._leaving(case_id, "move", body, key)

    def relocate_member(self, case_id: UUID, body: c.RelocateMember, key: str | None = None) -> Case:
        """W-01: RELOCATING, or RETURNING when the new place is the home region."""
        return self._leaving(case_id, "relocation", body, key)

    def record_host_release(self, case_id: UUID, body: c.RecordHostRelease, key: str | None = None) -> Case:
        return self._leaving(case_id, "host-release", body, key)

    def announce_return(self, case_id: UUID, body: c.AnnounceReturn, key: str | None = None) -> Case:
        return self._leaving(case_id, "return", body, key)

    def call_off_return(self, case_id: UUID, body: c.CallOffReturn, key: str | None = None) -> Case:
        """Raises Refused 409 `back_already`."""
        return self._leaving(case_id, "return-called-off", body, key)

    def report_return(self, case_id: UUID, body: c.ReportReturn, key: str | None = None) -> Case:
        return self._leaving(case_id, "return-report", body, key)

    def inspect_return(self, case_id: UUID, body: c.InspectReturn, key: str | None = None) -> Case:
        """D-40."""
        return self._leaving(case_id, "return-inspection", body, key)

    def send_transfer(self, case_id: UUID, body: c.SendTransfer, key: str | None = None) -> Case:
        return self._leaving(case_id, "transfer", body, key)

    def record_transfer_accepted(self, case_id: UUID, body: c.RecordTransferAccepted, key: str | None = None) -> Case:
        return self._leaving(case_id, "transfer-acceptance", body, key)

    def record_ending(self, case_id: UUID, body: c.RecordEnding, key: str | None = None) -> Case:
        return self._leaving(case_id, "ending", body, key)

    def suspend_membership(self, case_id: UUID, body: c.SuspendMembership, key: str | None = None) -> Case:
        return self._leaving(case_id, "suspension", body, key)

    def restore_membership(self, case_id: UUID, body: c.RestoreMembership, key: str | None = None) -> Case:
        return self._leaving(case_id, "restoration", body, key)

    def record_penalty(self, case_id: UUID, body: c.RecordPenalty, key: str | None = None) -> Case:
        return self._leaving(case_id, "penalties", body, key)

    def record_exemption(self, case_id: UUID, body: c.RecordExemption, key: str | None = None) -> Case:
        return self._leaving(case_id, "exemption", body, key)

    def settle_host_claim(self, case_id: UUID, body: c.SettleHostClaim, key: str | None = None) -> Case:
        return self._leaving(case_id, "host-claim", body, key)

    def _leaving(self, case_id: UUID, noun: str, body: Any, key: str | None) -> Case:
        return self.command(Case, f"/cases/{case_id}/{noun}", body, key)
