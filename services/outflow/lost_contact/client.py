"""Public calls of W-07: one method per endpoint."""

from typing import Any
from uuid import UUID

from services.outflow.contract import Case, Revealed
from services.outflow.lost_contact import contract as c
from shared.kernel_client import KernelClient


class LostContactCalls(KernelClient):
    def report_dead_channel(self, case_id: UUID, body: c.ReportDeadChannel, key: str | None = None) -> Case:
        """Rulebook 5.1: the search begins at once, by other ways."""
        return self._on_lost(case_id, "dead-channel", body, key)

    def record_family_contact(self, case_id: UUID, body: c.RecordFamilyContact, key: str | None = None) -> Case:
        return self._on_lost(case_id, "family-contact", body, key)

    def reveal_family_contact(self, case_id: UUID, body: c.RevealFamilyContact, key: str | None = None) -> Revealed:
        return self.command(Revealed, f"/cases/{case_id}/family-contact/reveal", body, key)

    def log_search(self, case_id: UUID, body: c.LogSearch, key: str | None = None) -> Case:
        """W-07; `found` ends the search."""
        return self._on_lost(case_id, "searches", body, key)

    def confirm_lost(self, case_id: UUID, body: c.ConfirmLost, key: str | None = None) -> Case:
        """条例 Art 24. Raises Refused 422 `not_long_or_wide_enough` with what is missing."""
        return self._on_lost(case_id, "loss", body, key)

    def record_finding(self, case_id: UUID, body: c.RecordFinding, key: str | None = None) -> Case:
        return self._on_lost(case_id, "finding", body, key)

    def resolve_measure(self, case_id: UUID, body: c.ResolveMeasure, key: str | None = None) -> Case:
        return self._on_lost(case_id, "measure/resolution", body, key)

    def decide_measure(self, case_id: UUID, body: c.DecideMeasure, key: str | None = None) -> Case:
        """Raises Refused 403 `preparer_may_not_approve`."""
        return self._on_lost(case_id, "measure/decision", body, key)

    def file_measure(self, case_id: UUID, body: c.FileMeasure, key: str | None = None) -> Case:
        return self._on_lost(case_id, "measure/filing", body, key)

    def review_correction_order(self, case_id: UUID, body: c.ReviewCorrectionOrder, key: str | None = None) -> Case:
        return self._on_lost(case_id, "correction-review", body, key)

    def apply_for_restoration(self, case_id: UUID, body: c.ApplyForRestoration, key: str | None = None) -> Case:
        return self._on_lost(case_id, "restoration-application", body, key)

    def list_running_lost_contacts(self, after: UUID | None = None) -> c.RunningLostContacts:
        return self.get(c.RunningLostContacts, "/running-lost-contacts", after=after)

    def _on_lost(self, case_id: UUID, noun: str, body: Any, key: str | None) -> Case:
        return self.command(Case, f"/cases/{case_id}/{noun}", body, key)
