"""Public calls of the certificate's life at home."""

from typing import Any
from uuid import UUID

from services.outflow import contract as home
from services.outflow.certificate_life import contract as c
from services.outflow.certificate_life.states import RunningCertificates
from shared.kernel_client import KernelClient


class CertificateLifeCalls(KernelClient):
    def report_loss(self, case_id: UUID, body: c.ReportLoss, key: str | None = None) -> home.Case:
        """5.1: the home branch writes down what the member says."""
        return self.command(home.Case, f"/cases/{case_id}/certificate-loss", body, key)

    def check_loss(self, case_id: UUID, body: c.CheckLoss, key: str | None = None) -> home.Case:
        """5.1: confirmed, the number is void at once everywhere."""
        return self.command(home.Case, f"/cases/{case_id}/certificate-loss/check", body, key)

    def void_certificate(self, case_id: UUID, body: c.VoidCertificate, key: str | None = None) -> home.Case:
        """W-02: wrong issue."""
        return self.command(home.Case, f"/cases/{case_id}/certificate-void", body, key)

    def request_replacement(self, case_id: UUID, body: c.RequestReplacement, key: str | None = None) -> home.Case:
        return self.command(home.Case, f"/cases/{case_id}/certificate-replacement", body, key)

    def record_replacement_number(self, case_id: UUID, body: c.RecordReplacementNumber, as_of: str) -> home.CaseRef:
        return self.system(home.CaseRef, f"/cases/{case_id}/certificate-replacement/number", body, as_of)

    def seal_replacement(self, case_id: UUID, body: c.SealReplacement, key: str | None = None) -> home.Case:
        return self.command(home.Case, f"/cases/{case_id}/certificate-replacement/seal", body, key)

    def issue_replacement(self, case_id: UUID, body: c.IssueReplacement, key: str | None = None) -> home.Case:
        return self.command(home.Case, f"/cases/{case_id}/certificate-replacement/issue", body, key)

    def check_certificate(self, case_id: UUID, body: c.CheckCertificate, key: str | None = None) -> home.Case:
        """C-2: once a year, here or at the host."""
        return self.command(home.Case, f"/cases/{case_id}/certificate-check", body, key)

    def record_dues(self, case_id: UUID, body: c.RecordDues, key: str | None = None) -> home.Case:
        """9.13: one payment counted once."""
        return self.command(home.Case, f"/cases/{case_id}/dues", body, key)

    def remind_of_dues(self, case_id: UUID, body: c.RemindOfDues, key: str | None = None) -> home.Case:
        """Raises Refused 409 `nothing_in_arrears`."""
        return self.command(home.Case, f"/cases/{case_id}/dues/reminder", body, key)

    def consider_arrears(self, case_id: UUID, body: c.ConsiderArrears, key: str | None = None) -> home.Case:
        """Raises Refused 409 `nothing_in_arrears`."""
        return self.command(home.Case, f"/cases/{case_id}/dues/arrears", body, key)

    def put_away_certificate(self, case_id: UUID, body: c.PutAwayCertificate, key: str | None = None) -> home.Case:
        """W-02: after the return inspection. Raises Refused 409 `not_inspected`."""
        return self.command(home.Case, f"/cases/{case_id}/certificate-put-away", body, key)

    def record_false_entries(self, case_id: UUID, body: c.RecordFalseEntries, key: str | None = None) -> home.Case:
        return self.command(home.Case, f"/cases/{case_id}/false-entries", body, key)

    def settle_false_entries(self, case_id: UUID, body: c.SettleFalseEntries, key: str | None = None) -> home.Case:
        """5.1: the home committee holds the matter."""
        return self.command(home.Case, f"/cases/{case_id}/false-entries/settlement", body, key)

    def list_issue_register(self, **wanted: Any) -> c.IssueRegister:
        """7.2. `wanted`: organisation, status, issued_from, issued_to, limit, after."""
        return self.get(c.IssueRegister, "/issue-register", **wanted)

    def export_issue_register(self, **wanted: Any) -> c.IssueRegister:
        """The whole of it; the export is logged. `wanted` as in the list, without pages."""
        return self.get(c.IssueRegister, "/issue-register/export", **wanted)

    def list_running_certificates(self, after: UUID | None = None) -> RunningCertificates:
        return self.get(RunningCertificates, "/running-certificates", after=after)
