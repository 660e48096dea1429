"""Public calls of the host side: one method per endpoint. Raises `Refused` (4xx) and `Outage`."""

from typing import Any
from uuid import UUID

from services.inflow import contract as c
from services.inflow.correction.client import CorrectionCalls
from services.inflow.dossier.contract import PlacementDossier
from services.inflow.entries.client import EntryCalls
from services.inflow.exchange.client import ExchangeCalls
from services.inflow.findings.client import FindingCalls
from services.inflow.leaving.client import ReleasingCalls
from services.inflow.looks.client import LookCalls
from services.inflow.member.client import MyPlacementCalls
from services.inflow.opinion.client import OpinionCalls
from services.inflow.org_change.client import OrgChangeCalls
from services.inflow.papers.client import PaperCalls
from shared.announcing.client import AnnouncingCalls
from shared.audit_log.client import AuditCalls
from shared.reporting.client import ReportCalls
from shared.rosters.client import RosterCalls
from shared.survey.client import SurveyCalls
from shared.waiting_lists.client import WaitingCalls


class InflowClient(
    ReportCalls,
    RosterCalls,
    AnnouncingCalls,
    AuditCalls,
    OrgChangeCalls,
    FindingCalls,
    CorrectionCalls,
    ExchangeCalls,
    OpinionCalls,
    ReleasingCalls,
    SurveyCalls,
    EntryCalls,
    PaperCalls,
    WaitingCalls,
    LookCalls,
    MyPlacementCalls,
):
    def list_placements(self, **wanted: Any) -> c.PlacementPage:
        """`wanted`: the fields of `PlacementFilter`."""
        return self.get(c.PlacementPage, "/placements", **wanted)

    def search_placements(self, text: str, **wanted: Any) -> c.PlacementPage:
        """As people type: `PlacementSearch`; a name never stands in an address."""
        return self.ask(c.PlacementPage, "/placements/search", text=text, **wanted)

    def read_placement(self, case_id: UUID) -> c.PlacementFile:
        """The newest attempt of the case that the reader may see."""
        return self.get(c.PlacementFile, f"/placements/{case_id}")

    def read_dossier(self, case_id: UUID) -> PlacementDossier:
        return self.get(PlacementDossier, f"/placements/{case_id}/dossier")

    def read_overview(self) -> c.Overview:
        return self.get(c.Overview, "/overview")

    def report_arrival(self, case_id: UUID, body: c.ReportArrival, key: str | None = None) -> c.Placement:
        """D-42, D-150."""
        return self._act(case_id, "arrival", body, key)

    def verify_certificate(self, case_id: UUID, body: c.VerifyCertificate, key: str | None = None) -> c.Placement:
        """D-42, D-51: VERIFIED, or a question to home (NEEDS_INFO, SUSPECT)."""
        return self._act(case_id, "verification", body, key)

    def place_member(self, case_id: UUID, body: c.PlaceMember, key: str | None = None) -> c.Placement:
        """D-42."""
        return self._act(case_id, "branch", body, key)

    def enrol_member(self, case_id: UUID, body: c.EnrolMember, key: str | None = None) -> c.Placement:
        """D-51; the receipt goes home and the case is ACTIVE on both sides."""
        return self._act(case_id, "enrolment", body, key)

    def refuse_member(self, case_id: UUID, body: c.RefuseMember, key: str | None = None) -> c.Placement:
        """W-03: closed list G1…G5; everything else is without grounds and opens W-10 at once."""
        return self._act(case_id, "refusal", body, key)

    def decide_dispute(self, case_id: UUID, body: c.DecideDispute, key: str | None = None) -> c.Placement:
        """W-10."""
        return self._act(case_id, "dispute-decision", body, key)

    def answer_look(self, case_id: UUID, body: c.AnswerLook, key: str | None = None) -> c.Placement:
        return self._act(case_id, "look-answer", body, key)

    def reveal_field(self, case_id: UUID, body: c.RevealField, key: str | None = None) -> c.Revealed:
        return self.command(c.Revealed, f"/placements/{case_id}/reveal", body, key)

    def list_running_placements(self, after: str | None = None) -> c.RunningPlacements:
        return self.get(c.RunningPlacements, "/running-placements", after=after)

    def _act(self, case_id: UUID, noun: str, body: Any, key: str | None) -> c.Placement:
        return self.command(c.Placement, f"/placements/{case_id}/{noun}", body, key)
