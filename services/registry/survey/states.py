"""What the survey's workflows follow: a campaign, one party's comparison, one half of a difference."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.registry.survey.statuses import ExchangeStatus, SurveyStatus
from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import OrganisationCode
from shared.letters.bodies_survey import ListRole


class CampaignState(Contract):
    """What the campaign's workflow follows."""

    campaign_id: UUID
    version: int
    clock: BusinessClock
    status: SurveyStatus
    department: OrganisationCode
    path: str
    year: int
    opens_on: date
    asked: bool
    freeze_on: date | None
    opened_on: date | None
    spread: tuple[ListRole, ...] = Field(description="sides that know of the campaign")
    analysed: bool = Field(description="numbers and distribution are gathered")
    ended: bool = Field(description="both sides know that the campaign is closed")
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.campaign_id

    @property
    def over(self) -> bool:
        return self.status is SurveyStatus.CLOSED and self.ended

    @property
    def owner(self) -> OrganisationCode:
        return self.department

    @property
    def workflow_id(self) -> str:
        return f"annual-survey/{self.campaign_id}"


class ExchangeState(Contract):
    """What the workflow of one comparison follows; each party has its own."""

    exchange_id: UUID
    side: int
    version: int
    clock: BusinessClock
    holder: OrganisationCode
    status: ExchangeStatus
    since: date
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.exchange_id

    @property
    def over(self) -> bool:
        return self.status in (ExchangeStatus.COMPARED, ExchangeStatus.UNREACHABLE)

    @property
    def owner(self) -> OrganisationCode:
        return self.holder

    @property
    def workflow_id(self) -> str:
        return f"survey-exchange/{self.exchange_id}/{self.side}"


class DifferenceState(Contract):
    """What the small workflow of one half of a difference follows."""

    difference_id: UUID
    exchange_id: UUID
    side: int
    version: int
    clock: BusinessClock
    holder: OrganisationCode
    found_on: date
    open: bool
    letters: tuple[UUID, ...] = ()

    @property
    def subject(self) -> UUID:
        return self.difference_id

    @property
    def over(self) -> bool:
        return not self.open

    @property
    def occurrence(self) -> str:
        return f"{self.side}/{self.difference_id}"

    @property
    def owner(self) -> OrganisationCode:
        return self.holder

    @property
    def workflow_id(self) -> str:
        return f"survey-difference/{self.difference_id}/{self.side}"
