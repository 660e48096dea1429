"""Activities of W-08: what crosses from the department's registry to the sides and back. Idempotent by key."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime
from temporalio import activity

from services.registry.survey.contract import CampaignState, RecordDistribution, RecordSpread
from shared.contract import Contract
from shared.letters.bodies_survey import ListRole
from shared.survey.client import SurveyCalls
from shared.survey.contract import BeginSurvey, ReadDistribution
from workflows.clients import Clients


class SurveyStep(Contract):
    """`step`: tell-home, tell-host, gather, end."""

    step: Literal["tell-home", "tell-host", "gather", "end"]
    campaign: CampaignState
    as_of: AwareDatetime


class TallyStep(Contract):
    """A committee has checked."""

    campaign_id: UUID
    role: ListRole
    return_id: UUID
    as_of: AwareDatetime


def side_of(clients: Clients, role: ListRole) -> SurveyCalls:
    return clients.outflow if role is ListRole.HOME else clients.inflow


class AnnualSurveyActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def carry_survey(self, carrying: SurveyStep) -> None:
        """Every step may be repeated: the sides and the registry keep the first."""
        match carrying.step:
            case "gather":
                self._gather(carrying)
            case "end":
                self._end(carrying)
            case _:
                self._tell(carrying, ListRole(carrying.step.removeprefix("tell-")))

    def _tell(self, carrying: SurveyStep, role: ListRole) -> None:
        campaign = carrying.campaign
        assert campaign.freeze_on is not None
        assert campaign.opened_on is not None
        body = BeginSurvey(
            campaign_id=campaign.campaign_id,
            department=campaign.department,
            path=campaign.path,
            year=campaign.year,
            freeze_on=campaign.freeze_on,
            opened_on=campaign.opened_on,
        )
        begun = side_of(self._clients, role).begin_survey(body, carrying.as_of.isoformat())
        spread = RecordSpread(role=role, branches=begun.branches, committees=begun.committees)
        self._clients.registry.record_survey_spread(campaign.campaign_id, spread, carrying.as_of.isoformat())

    def _gather(self, carrying: SurveyStep) -> None:
        campaign = carrying.campaign
        assert campaign.freeze_on is not None
        ask = ReadDistribution(path=campaign.path, freeze_on=campaign.freeze_on)
        body = RecordDistribution(
            outflow=self._clients.outflow.read_survey_distribution(ask).items,
            inflow=self._clients.inflow.read_survey_distribution(ask).items,
        )
        self._clients.registry.record_survey_distribution(campaign.campaign_id, body, carrying.as_of.isoformat())

    def _end(self, carrying: SurveyStep) -> None:
        for role in ListRole:
            side_of(self._clients, role).end_survey(carrying.campaign.campaign_id, carrying.as_of.isoformat())
        self._clients.registry.record_survey_end(carrying.campaign.campaign_id, carrying.as_of.isoformat())

    @activity.defn
    def record_tally(self, counting: TallyStep) -> None:
        tally = side_of(self._clients, counting.role).read_survey_tally(counting.return_id)
        self._clients.registry.record_survey_tally(counting.campaign_id, tally, counting.as_of.isoformat())
