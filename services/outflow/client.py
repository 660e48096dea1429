"""Public calls of the home side: one method per endpoint. Raises `Refused` (4xx) and `Outage`."""

from typing import Any
from uuid import UUID

from services.outflow import contract as c
from services.outflow.certificate_life.client import CertificateLifeCalls
from services.outflow.conversion.client import ConversionCalls
from services.outflow.correction.client import CorrectionCalls
from services.outflow.dossier.contract import CaseDossier
from services.outflow.exchange.client import ExchangeCalls
from services.outflow.inactivity.client import InactivityCalls
from services.outflow.leaving.client import LeavingCalls
from services.outflow.looks.client import LookCalls
from services.outflow.lost_contact.client import LostContactCalls
from services.outflow.member.client import MyCaseCalls
from services.outflow.old_certificate.client import OldCertificateCalls
from services.outflow.org_change.client import OrgChangeCalls
from services.outflow.papers.client import PaperCalls
from shared.announcing.client import AnnouncingCalls
from shared.audit_log.client import AuditCalls
from shared.reporting.client import ReportCalls
from shared.rosters.client import RosterCalls
from shared.survey.client import SurveyCalls
from shared.waiting_lists.client import WaitingCalls


class OutflowClient(
    ReportCalls,
    AnnouncingCalls,
    AuditCalls,
    RosterCalls,
    OrgChangeCalls,
    OldCertificateCalls,
    InactivityCalls,
    CorrectionCalls,
    ExchangeCalls,
    ConversionCalls,
    LeavingCalls,
    LostContactCalls,
    CertificateLifeCalls,
    PaperCalls,
    SurveyCalls,
    WaitingCalls,
    LookCalls,
    MyCaseCalls,
):
    def declare_departure(self, body: c.DeclareDeparture, key: str | None = None) -> c.Case:
        return self.command(c.Case, "/cases", body, key)

    def list_cases(self, **wanted: Any) -> c.CasePage:
        """`wanted`: the fields of `CaseFilter`."""
        return self.get(c.CasePage, "/cases", **wanted)

    def search_cases(self, text: str, **wanted: Any) -> c.CasePage:
        """As people type: `CaseSearch`; a name never stands in an address."""
        return self.ask(c.CasePage, "/cases/search", text=text, **wanted)

    def read_case(self, case_id: UUID) -> c.CaseFile:
        return self.get(c.CaseFile, f"/cases/{case_id}")

    def read_dossier(self, case_id: UUID) -> CaseDossier:
        return self.get(CaseDossier, f"/cases/{case_id}/dossier")

    def read_overview(self) -> c.Overview:
        return self.get(c.Overview, "/overview")

    def brief_member(self, case_id: UUID, body: c.BriefMember, key: str | None = None) -> c.Case:
        """D-35, S001-B 二(一)2."""
        return self._act(case_id, "briefing", body, key)

    def request_certificate(self, case_id: UUID, body: c.RequestCertificate, key: str | None = None) -> c.Case:
        """D-36."""
        return self._act(case_id, "certificate-request", body, key)

    def seal_certificate(self, case_id: UUID, body: c.SealCertificate, key: str | None = None) -> c.Case:
        """D-73: the grassroots committee seals."""
        return self._act(case_id, "certificate-seal", body, key)

    def issue_certificate(self, case_id: UUID, body: c.IssueCertificate, key: str | None = None) -> c.Case:
        """D-36, D-73: the branch hands over, the member signs; the outflow notice goes to the host (D-31)."""
        return self._act(case_id, "certificate-issue", body, key)

    def report_arrival(self, case_id: UUID, body: c.ReportArrival, key: str | None = None) -> c.Case:
        return self._act(case_id, "arrival", body, key)

    def answer_query(self, case_id: UUID, body: c.AnswerQuery, key: str | None = None) -> c.Case:
        return self._act(case_id, "query-answer", body, key)

    def record_contact(self, case_id: UUID, body: c.RecordContact, key: str | None = None) -> c.Case:
        """D-38."""
        return self._act(case_id, "contacts", body, key)

    def object_to_refusal(self, case_id: UUID, body: c.ObjectToRefusal, key: str | None = None) -> c.Case:
        return self._act(case_id, "objection", body, key)

    def name_host(self, case_id: UUID, body: c.NameHost, key: str | None = None) -> c.Case:
        return self._act(case_id, "host", body, key)

    def send_paper_notice(self, case_id: UUID, body: c.SendPaperNotice, key: str | None = None) -> c.Case:
        return self._act(case_id, "paper-notice", body, key)

    def record_host_answer(self, case_id: UUID, body: c.RecordHostAnswer, key: str | None = None) -> c.Case:
        return self._act(case_id, "host-answer", body, key)

    def propose_coordination(self, case_id: UUID, body: c.ProposeCoordination, key: str | None = None) -> c.Case:
        return self._act(case_id, "coordination", body, key)

    def cancel_departure(self, case_id: UUID, body: c.CancelDeparture, key: str | None = None) -> c.Case:
        return self._act(case_id, "cancellation", body, key)

    def reveal_field(self, case_id: UUID, body: c.RevealField, key: str | None = None) -> c.Revealed:
        return self.command(c.Revealed, f"/cases/{case_id}/reveal", body, key)

    def print_letter(self, case_id: UUID, letter_id: UUID) -> c.PrintedLetter:
        return self.get(c.PrintedLetter, f"/cases/{case_id}/letters/{letter_id}")

    def record_certificate_number(self, case_id: UUID, body: c.RecordCertificateNumber, as_of: str) -> c.CaseRef:
        return self.system(c.CaseRef, f"/cases/{case_id}/certificate-number", body, as_of)

    def list_running_cases(self, after: UUID | None = None) -> c.RunningCases:
        return self.get(c.RunningCases, "/running-cases", after=after)

    def _act(self, case_id: UUID, noun: str, body: Any, key: str | None) -> c.Case:
        return self.command(c.Case, f"/cases/{case_id}/{noun}", body, key)
