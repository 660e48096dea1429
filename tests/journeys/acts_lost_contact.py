"""What a journey needs for W-07 and W-17: search, confirmation, measures, restoration, corrections."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from deploy.embedded.people import SignedIn
from services.outflow import contract as outflow
from services.outflow.contract import CaseStatus
from services.outflow.dossier.contract import CaseDossier
from services.outflow.lost_contact import contract as lost
from services.outflow.lost_contact.contract import Finding, LostContact, Measure, SearchMethod
from shared.corrections.contract import AddEvidence, CorrectedField, CorrectionView, DecideCorrection, ReportCorrection
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.journey import Journey

WAYS = (SearchMethod.PHONE, SearchMethod.MESSAGE, SearchMethod.EMPLOYER)


class LostJourney(Journey):
    @property
    def dossier(self) -> CaseDossier:
        return self.secretary.services.outflow.read_dossier(self.case_id)

    @property
    def loss(self) -> LostContact:
        found = self.dossier.lost_contact
        assert found is not None, self.told()
        return found

    def channel_dies(self) -> None:
        body = lost.ReportDeadChannel(channel="phone", noticed_on=self.stage.today, text="短信退回，号码已注销")
        self.secretary.services.outflow.report_dead_channel(self.case_id, body)

    def contact_by(self, channel: str) -> None:
        body = outflow.RecordContact(contacted_on=self.stage.today, channel=channel, reached=True, thinking="稳定")
        self.secretary.services.outflow.record_contact(self.case_id, body)

    def searches(
        self, method: SearchMethod = SearchMethod.PHONE, *, on: date | None = None, found: bool = False
    ) -> None:
        body = lost.LogSearch(method=method, searched_on=on or self.stage.today, found=found, text="逐一查找")
        self.secretary.services.outflow.log_search(self.case_id, body)

    def searches_in_vain(self) -> None:
        """Three ways on three days, written down afterwards."""
        self.finds(self.secretary, K.SEARCH_MEMBER)
        today = self.stage.today
        for days, method in enumerate(WAYS):
            self.searches(method, on=today - timedelta(days=days))

    def confirms(self) -> None:
        self.finds(self.secretary, K.CONFIRM_LOST)
        body = lost.ConfirmLost(confirmed_on=self.stage.today, text="多方查找无果")
        self.secretary.services.outflow.confirm_lost(self.case_id, body)
        self.home_stands(CaseStatus.LOST)

    def finds_out(self, finding: Finding) -> None:
        self.finds(self.secretary, K.RECORD_FINDING)
        body = lost.RecordFinding(finding=finding, text="经了解如上")
        self.secretary.services.outflow.record_finding(self.case_id, body)

    def is_resolved(self, measure: Measure) -> None:
        self.finds(self.secretary, K.HOLD_LOST_MEETING)
        votes: dict[str, Any] = {"entitled": 12, "present": 11, "in_favour": 10}
        body = lost.ResolveMeasure(measure=measure, held_on=self.stage.today, text="同意提请党委", **votes)
        self.secretary.services.outflow.resolve_measure(self.case_id, body)

    def is_approved(self, measure: Measure) -> None:
        self.finds(self.home_office, K.DECIDE_LOST_MEASURE)
        body = lost.DecideMeasure(measure=measure, approved=True, decided_on=self.stage.today, text="同意")
        self.home_office.services.outflow.decide_measure(self.case_id, body)

    def is_filed(self, measure: Measure) -> None:
        self.finds(self.home_office, K.FILE_LOST_MEASURE)
        body = lost.FileMeasure(measure=measure, filed_on=self.stage.today, filing_number="备〔2027〕3号")
        self.home_office.services.outflow.file_measure(self.case_id, body)

    def applies_for_restoration(self) -> None:
        body = lost.ApplyForRestoration(applied_on=self.stage.today, text="本人书面申请")
        self.secretary.services.outflow.apply_for_restoration(self.case_id, body)

    # ---- W-17 ----------------------------------------------------------------------------------------------
    def home_corrections(self) -> list[CorrectionView]:
        return self.dossier.corrections

    def host_corrections(self) -> list[CorrectionView]:
        return self.reception.services.inflow.read_dossier(self.case_id).corrections

    def home_reports(self, field: CorrectedField, value: str) -> None:
        body = ReportCorrection(field=field, value=value, text="登记有误")
        self.secretary.services.outflow.report_correction(self.case_id, body)

    def host_reports(self, field: CorrectedField, value: str) -> None:
        body = ReportCorrection(field=field, value=value, text="与证件不符")
        self.reception.services.inflow.report_correction(self.case_id, body)

    def home_decides(self, correction_id: UUID) -> None:
        self.finds(self.home_office, K.DECIDE_CORRECTION, "outflow")
        evidence = AddEvidence(correction_id=correction_id, text="身份证原件")
        self.secretary.services.outflow.add_evidence(self.case_id, evidence)
        body = DecideCorrection(correction_id=correction_id, applied=True, text="属实")
        self.home_office.services.outflow.decide_correction(self.case_id, body)

    def host_decides(self, correction_id: UUID) -> None:
        self.finds(self.host_office, K.DECIDE_CORRECTION, "inflow")
        secretary: SignedIn = self.stage.branch(self.end.branch)
        secretary.services.inflow.add_evidence(self.case_id, AddEvidence(correction_id=correction_id, text="任职文件"))
        body = DecideCorrection(correction_id=correction_id, applied=True, text="属实")
        self.host_office.services.inflow.decide_correction(self.case_id, body)
