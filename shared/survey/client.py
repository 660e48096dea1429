"""Calls of the survey, alike on both sides."""

from uuid import UUID

from shared.kernel_client import KernelClient
from shared.survey import contract as c


class SurveyCalls(KernelClient):
    def return_survey(
        self, campaign_id: UUID, branch: str, body: c.ReturnSurvey, key: str | None = None
    ) -> c.SurveyReturnSummary:
        """D-30. Raises Refused 422 `members_not_confirmed`, 409 once the committee has checked."""
        return self.command(c.SurveyReturnSummary, f"/surveys/{campaign_id}/returns/{branch}", body, key)

    def send_back_return(
        self, campaign_id: UUID, branch: str, body: c.SendBackReturn, key: str | None = None
    ) -> c.SurveyReturnSummary:
        """Raises Refused 409 for one that is not given yet, or that the committee has checked already."""
        return self.command(c.SurveyReturnSummary, f"/surveys/{campaign_id}/returns/{branch}/sending-back", body, key)

    def check_survey(
        self, campaign_id: UUID, committee: str, body: c.CheckSurvey, key: str | None = None
    ) -> c.SurveyReturnSummary:
        """Raises Refused 422 `branches_missing` without a reason."""
        return self.command(c.SurveyReturnSummary, f"/surveys/{campaign_id}/checks/{committee}", body, key)

    def read_survey_return(self, campaign_id: UUID, organisation: str) -> c.SurveyReturn:
        return self.get(c.SurveyReturn, f"/surveys/{campaign_id}/returns/{organisation}")

    def list_survey_returns(self, campaign_id: UUID) -> c.SurveyReturnPage:
        return self.get(c.SurveyReturnPage, f"/surveys/{campaign_id}/returns")

    def begin_survey(self, body: c.BeginSurvey, as_of: str) -> c.SurveyBegun:
        return self.system(c.SurveyBegun, "/surveys", body, as_of)

    def end_survey(self, campaign_id: UUID, as_of: str) -> c.CampaignRef:
        ref = c.CampaignRef(campaign_id=campaign_id)
        return self.system(c.CampaignRef, f"/surveys/{campaign_id}/end", ref, as_of)

    def read_survey_tally(self, return_id: UUID) -> c.SurveyTally:
        return self.get(c.SurveyTally, f"/survey-tallies/{return_id}")

    def list_survey_rows(self, body: c.ListSurveyRows) -> c.SurveyRows:
        return self.system(c.SurveyRows, "/survey-rows", body)

    def read_survey_distribution(self, body: c.ReadDistribution) -> c.SurveyDistribution:
        return self.system(c.SurveyDistribution, "/survey-distribution", body)

    def list_running_survey_returns(self, after: UUID | None = None) -> c.RunningReturns:
        return self.get(c.RunningReturns, "/running-survey-returns", after=after)
