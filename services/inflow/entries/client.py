"""Public calls of entries at the host."""

from uuid import UUID

from pydantic import BaseModel

from services.inflow import contract as host
from services.inflow.entries import contract as c
from shared.kernel_client import KernelClient


class EntryCalls(KernelClient):
    def record_entry(self, case_id: UUID, body: c.RecordEntry, key: str | None = None) -> c.EntryBook:
        """D-54, S001-B 二(二)2: at once."""
        return self._write_entry(case_id, "entries", body, key)

    def confirm_entry(self, case_id: UUID, entry_id: UUID, body: c.ConfirmEntry, key: str | None = None) -> c.EntryBook:
        return self._write_entry(case_id, f"entries/{entry_id}/confirmation", body, key)

    def object_to_entry(
        self, case_id: UUID, entry_id: UUID, body: c.ObjectToEntry, key: str | None = None
    ) -> c.EntryBook:
        return self._write_entry(case_id, f"entries/{entry_id}/objection", body, key)

    def review_entry(self, case_id: UUID, entry_id: UUID, body: c.ReviewEntry, key: str | None = None) -> c.EntryBook:
        """W-12: the branch committee; CORRECTED writes a counter-entry."""
        return self._write_entry(case_id, f"entries/{entry_id}/review", body, key)

    def correct_entry(self, case_id: UUID, entry_id: UUID, body: c.CorrectEntry, key: str | None = None) -> c.EntryBook:
        """Entries are append-only: this writes a counter-entry."""
        return self._write_entry(case_id, f"entries/{entry_id}/correction", body, key)

    def report_certificate_lost(
        self, case_id: UUID, body: c.ReportCertificateLost, key: str | None = None
    ) -> host.Placement:
        """5.1: told to home, which issued the booklet."""
        return self._write(case_id, "certificate-loss", body, key)

    def check_booklet(self, case_id: UUID, body: c.CheckBooklet, key: str | None = None) -> host.Placement:
        """C-2: the yearly check, here or at home."""
        return self._write(case_id, "booklet-check", body, key)

    def take_up_booklet(self, case_id: UUID, body: c.TakeUpBooklet, key: str | None = None) -> host.Placement:
        return self._write(case_id, "new-booklet", body, key)

    def answer_false_entries(self, case_id: UUID, body: c.AnswerFalseEntries, key: str | None = None) -> host.Placement:
        return self._write(case_id, "false-entries/answer", body, key)

    def list_running_entries(self, after: UUID | None = None) -> c.RunningEntries:
        return self.get(c.RunningEntries, "/running-entries", after=after)

    def _write_entry(self, case_id: UUID, noun: str, body: BaseModel, key: str | None) -> c.EntryBook:
        return self.command(c.EntryBook, f"/placements/{case_id}/{noun}", body, key)

    def _write(self, case_id: UUID, noun: str, body: BaseModel, key: str | None) -> host.Placement:
        return self.command(host.Placement, f"/placements/{case_id}/{noun}", body, key)
