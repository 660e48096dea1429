"""Calls of the worker that tells people."""

from uuid import UUID

from shared.announcing.contract import DueCounts, RungsToTell
from shared.kernel_client import KernelClient


class AnnouncingCalls(KernelClient):
    def count_due(self) -> DueCounts:
        return self.get(DueCounts, "/announcing/due")

    def list_rungs_to_tell(self, after: UUID) -> RungsToTell:
        """`after`: a rung's id, or `first_id_at` a moment. Overlapping questions are fine: each rung is told once."""
        return self.get(RungsToTell, "/announcing/rungs", after=str(after))
