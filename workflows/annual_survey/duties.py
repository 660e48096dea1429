"""W-08: what a campaign asks of its department, and which steps begin by themselves."""

from datetime import date

from services.registry.survey.contract import CampaignState, SurveyStatus
from shared.letters.bodies_survey import ListRole
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty

UNDER_WAY = (SurveyStatus.COLLECTING, SurveyStatus.RECONCILING, SurveyStatus.ANALYSED, SurveyStatus.REPORTED)


def owed(campaign: CampaignState) -> list[Duty]:
    """To open it once the window of the year has come; to bring it to its report by the day that the policy names."""
    if campaign.status is SurveyStatus.PLANNED and campaign.asked:
        return [_duty(campaign, TaskKind.OPEN_SURVEY, campaign.opens_on)]
    if campaign.status in UNDER_WAY and campaign.opened_on is not None:
        return [_duty(campaign, TaskKind.REPORT_SURVEY, campaign.opened_on)]
    return []


def _duty(campaign: CampaignState, kind: TaskKind, since: date) -> Duty:
    return Duty(
        kind=kind,
        case_id=campaign.campaign_id,
        service="registry",
        holder=campaign.department,
        role=Role.DEPARTMENT_OFFICER,
        since=since,
    )


def openings(campaign: CampaignState) -> dict[str, date]:
    """`ask` on the first day of the window; `tell-…` carries an open campaign to both sides; `gather` counts for
    the report while lists are compared; `end` takes back what a closed campaign still asks."""
    if campaign.status is SurveyStatus.PLANNED:
        return {} if campaign.asked else {"ask": campaign.opens_on}
    if campaign.opened_on is None:
        return {}
    if campaign.status is SurveyStatus.CLOSED:
        return {} if campaign.ended else {"end": campaign.opened_on}
    telling = {f"tell-{role}": campaign.opened_on for role in ListRole if role not in campaign.spread}
    gathers = campaign.status is SurveyStatus.RECONCILING and not campaign.analysed
    return telling | ({"gather": campaign.opened_on} if gathers else {})
