"""Public calls of W-06 on the home side."""

from typing import Any
from uuid import UUID

from services.outflow.conversion import contract as c
from shared.kernel_client import KernelClient

V = c.ConversionView


class ConversionCalls(KernelClient):
    """The home side runs the procedure (D-41)."""

    def record_admission(self, case_id: UUID, body: c.RecordAdmission, key: str | None = None) -> V:
        return self._conversion(case_id, "admission", body, key)

    def request_opinion(self, case_id: UUID, body: c.RequestOpinion, key: str | None = None) -> V:
        """D-41: the letter goes to the present or last host, and to that of the longest stay."""
        return self._conversion(case_id, "opinion-request", body, key)

    def record_application(self, case_id: UUID, body: c.RecordApplication, key: str | None = None) -> V:
        return self._conversion(case_id, "application", body, key)

    def record_paper_opinion(self, case_id: UUID, body: c.RecordPaperOpinion, key: str | None = None) -> V:
        return self._conversion(case_id, "paper-opinion", body, key)

    def waive_opinion(self, case_id: UUID, body: c.WaiveOpinion, key: str | None = None) -> V:
        """Never before its day; the reason is recorded."""
        return self._conversion(case_id, "opinion-waiver", body, key)

    def consult_on_conversion(self, case_id: UUID, body: c.ConsultOnConversion, key: str | None = None) -> V:
        return self._conversion(case_id, "consultation", body, key)

    def review_conversion(self, case_id: UUID, body: c.ReviewConversion, key: str | None = None) -> V:
        return self._conversion(case_id, "review", body, key)

    def publish_conversion_notice(self, case_id: UUID, body: c.PublishConversionNotice, key: str | None = None) -> V:
        return self._conversion(case_id, "public-notice", body, key)

    def record_notice_objection(self, case_id: UUID, body: c.RecordNoticeObjection, key: str | None = None) -> V:
        return self._conversion(case_id, "objections", body, key)

    def resolve_notice_objection(self, case_id: UUID, body: c.ResolveNoticeObjection, key: str | None = None) -> V:
        return self._conversion(case_id, "objection-answers", body, key)

    def close_conversion_notice(self, case_id: UUID, body: c.CloseConversionNotice, key: str | None = None) -> V:
        return self._conversion(case_id, "public-notice-end", body, key)

    def adjourn_conversion_meeting(self, case_id: UUID, body: c.AdjournConversionMeeting, key: str | None = None) -> V:
        return self._conversion(case_id, "adjournment", body, key)

    def hold_conversion_meeting(self, case_id: UUID, body: c.HoldConversionMeeting, key: str | None = None) -> V:
        """The outcome follows from the numbers: quorum, majority of all entitled."""
        return self._conversion(case_id, "meeting", body, key)

    def report_resolution(self, case_id: UUID, body: c.ReportResolution, key: str | None = None) -> V:
        return self._conversion(case_id, "report", body, key)

    def decide_conversion(self, case_id: UUID, body: c.DecideConversion, key: str | None = None) -> V:
        """Refused 403 for whoever prepared it."""
        return self._conversion(case_id, "decision", body, key)

    def announce_conversion(self, case_id: UUID, body: c.AnnounceConversion, key: str | None = None) -> V:
        """From now on he is a full member, from the day his probation ended."""
        return self._conversion(case_id, "announcement", body, key)

    def open_overdue_conversion(self, case_id: UUID, body: c.OpenOverdueConversion, key: str | None = None) -> V:
        """5.1; the import calls it for old data."""
        return self._conversion(case_id, "overdue", body, key)

    def list_running_conversions(self, after: UUID | None = None) -> c.RunningConversions:
        return self.get(c.RunningConversions, "/running-conversions", after=after)

    def _conversion(self, case_id: UUID, noun: str, body: Any, key: str | None) -> V:
        return self.command(V, f"/cases/{case_id}/conversion/{noun}", body, key)
