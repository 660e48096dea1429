"""Calls of the survey at the department. Raises `Refused` (4xx) and `Outage`."""

from typing import Any
from uuid import UUID

from services.registry.survey import contract as c
from shared.kernel_client import KernelClient
from shared.survey.contract import SurveyTally


class DepartmentSurveyCalls(KernelClient):
    def plan_survey(self, body: c.PlanSurvey, key: str | None = None) -> c.Survey:
        """Raises Refused 409 when the department has one for the year."""
        return self.command(c.Survey, "/surveys", body, key)

    def list_surveys(self, **wanted: Any) -> c.SurveyPage:
        """`wanted`: the fields of `SurveyFilter`. Newest year first."""
        return self.get(c.SurveyPage, "/surveys", **wanted)

    def read_survey(self, campaign_id: UUID) -> c.Survey:
        return self.get(c.Survey, f"/surveys/{campaign_id}")

    def open_survey(self, campaign_id: UUID, body: c.OpenSurvey, key: str | None = None) -> c.Survey:
        return self.command(c.Survey, f"/surveys/{campaign_id}/opening", body, key)

    def start_reconciling(self, campaign_id: UUID, body: c.StartReconciling, key: str | None = None) -> c.Survey:
        """Raises Refused 422 `committees_missing` without a reason."""
        return self.command(c.Survey, f"/surveys/{campaign_id}/reconciling", body, key)

    def analyse_survey(self, campaign_id: UUID, body: c.AnalyseSurvey, key: str | None = None) -> c.Survey:
        """Raises Refused 409 `differences_open`."""
        return self.command(c.Survey, f"/surveys/{campaign_id}/analysis", body, key)

    def report_survey(self, campaign_id: UUID, body: c.ReportSurvey, key: str | None = None) -> c.Survey:
        """D-59."""
        return self.command(c.Survey, f"/surveys/{campaign_id}/report", body, key)

    def close_survey(self, campaign_id: UUID, body: c.CloseSurvey, key: str | None = None) -> c.Survey:
        return self.command(c.Survey, f"/surveys/{campaign_id}/closing", body, key)

    def read_survey_report(self, campaign_id: UUID) -> c.SurveyReport:
        return self.get(c.SurveyReport, f"/surveys/{campaign_id}/report")

    def export_survey(self, campaign_id: UUID) -> bytes:
        """xlsx; the export is logged."""
        return self._send("GET", f"/surveys/{campaign_id}/workbook").content

    def list_differences(self, **wanted: Any) -> c.DifferencePage:
        """`wanted`: campaign_id, status, kind, role, region, limit, after."""
        return self.get(c.DifferencePage, "/survey-differences", **wanted)

    def resolve_difference(
        self, difference_id: UUID, side: int, body: c.ResolveDifference, key: str | None = None
    ) -> c.Difference:
        return self.command(c.Difference, f"/survey-differences/{difference_id}/{side}/resolution", body, key)

    def carry_difference(
        self, difference_id: UUID, side: int, body: c.CarryDifference, key: str | None = None
    ) -> c.Difference:
        """The other process is started by its own act, not here."""
        return self.command(c.Difference, f"/survey-differences/{difference_id}/{side}/carrying", body, key)

    def record_views(self, body: c.RecordViews, key: str | None = None) -> c.Views:
        """D-60."""
        return self.command(c.Views, "/views", body, key)

    def list_views(self) -> c.ViewsPage:
        return self.get(c.ViewsPage, "/views")

    def record_survey_spread(self, campaign_id: UUID, body: c.RecordSpread, as_of: str) -> c.CampaignRef:
        return self.system(c.CampaignRef, f"/surveys/{campaign_id}/spread", body, as_of)

    def record_survey_tally(self, campaign_id: UUID, body: SurveyTally, as_of: str) -> c.CampaignRef:
        return self.system(c.CampaignRef, f"/surveys/{campaign_id}/tallies", body, as_of)

    def record_survey_distribution(self, campaign_id: UUID, body: c.RecordDistribution, as_of: str) -> c.CampaignRef:
        return self.system(c.CampaignRef, f"/surveys/{campaign_id}/distribution", body, as_of)

    def record_survey_end(self, campaign_id: UUID, as_of: str) -> c.CampaignRef:
        ref = c.CampaignRef(campaign_id=campaign_id)
        return self.system(c.CampaignRef, f"/surveys/{campaign_id}/end", ref, as_of)

    def read_survey_key(self, exchange_id: UUID, side: int) -> c.ExchangeKey:
        return self.get(c.ExchangeKey, f"/survey-exchanges/{exchange_id}/{side}/key")

    def add_survey_rows(self, exchange_id: UUID, side: int, body: c.AddRows) -> c.ExchangeRef:
        return self.system(c.ExchangeRef, f"/survey-exchanges/{exchange_id}/{side}/rows", body)

    def finish_survey_lists(self, exchange_id: UUID, side: int, as_of: str) -> c.ExchangeRef:
        ref = c.ExchangeRef(exchange_id=exchange_id, side=side)
        return self.system(c.ExchangeRef, f"/survey-exchanges/{exchange_id}/{side}/lists", ref, as_of)

    def list_running_surveys(self, after: str | None = None) -> c.RunningSurveys:
        return self.get(c.RunningSurveys, "/running-surveys", after=after)

    def list_running_survey_exchanges(self, after: str | None = None) -> c.RunningSurveyExchanges:
        return self.get(c.RunningSurveyExchanges, "/running-survey-exchanges", after=after)

    def list_running_survey_differences(self, after: str | None = None) -> c.RunningSurveyDifferences:
        return self.get(c.RunningSurveyDifferences, "/running-survey-differences", after=after)
