"""Public calls of the host's opinion."""

from typing import Any
from uuid import UUID

from services.inflow.opinion import contract as c
from shared.kernel_client import KernelClient

V = c.OpinionWatchView


class OpinionCalls(KernelClient):
    """D-56, D-58."""

    def record_observation(self, case_id: UUID, body: c.RecordObservation, key: str | None = None) -> V:
        return self._opinion(case_id, "/observations", body, key)

    def draft_opinion(self, case_id: UUID, body: c.DraftOpinion, key: str | None = None) -> V:
        return self._opinion(case_id, "/draft", body, key)

    def file_opinion(self, case_id: UUID, body: c.FileOpinion, key: str | None = None) -> V:
        """Immutable once sent; 409 for whoever does not name the one that his replaces."""
        return self._opinion(case_id, "", body, key)

    def list_running_opinions(self, after: str | None = None) -> c.RunningOpinions:
        return self.get(c.RunningOpinions, "/running-opinions", after=after)

    def _opinion(self, case_id: UUID, noun: str, body: Any, key: str | None) -> V:
        return self.command(V, f"/placements/{case_id}/opinion{noun}", body, key)
