"""What the workflows of the host side's own processes follow: references and dates, no personal data."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.inflow.statuses import OVER, DisputeStage, PlacementStatus
from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode
from shared.tasks.contract import Pause


class PlacementState(Contract):
    """What W-03's workflow follows; the highest version counts."""

    case_id: CaseId
    attempt: int
    version: int
    clock: BusinessClock
    status: PlacementStatus
    host_committee: OrganisationCode
    host_branch: OrganisationCode | None
    accept_from: date | None = Field(description="day from which acceptance counts: report, or the overruling order")
    pauses: tuple[Pause, ...]
    look_since: date | None
    letters: tuple[UUID, ...]
    round: int = Field(default=1, description="1, and one more for every order to accept (W-10 OVERRULED)")
    looks: int = Field(default=0, description="how often home has asked to look for the member")
    leaving_since: date | None = Field(default=None, description="day on which home told that he moves on or returns")
    note_owed: bool = Field(default=False, description="the closing note of a member who leaves")
    transfer_since: date | None = Field(default=None, description="his affiliation is on its way here")

    @property
    def subject(self) -> UUID:
        return self.case_id

    @property
    def workflow_id(self) -> str:
        return f"inflow-acceptance/{self.case_id}/{self.attempt}"

    @property
    def owner(self) -> OrganisationCode:
        return self.host_committee

    @property
    def over(self) -> bool:
        """A placement that is over may still owe a look, a closing note or the answer to a transfer."""
        return self.status in OVER and not (self.look_since or self.note_owed or self.transfer_since)

    @property
    def occurrence(self) -> str:
        """Of VERIFY_CERTIFICATE, PLACE_MEMBER and ENROL_MEMBER."""
        return f"{self.attempt}.{self.round}"

    @property
    def look_occurrence(self) -> str:
        """Of LOOK_FOR_MEMBER, which may be asked again."""
        return f"{self.attempt}.{self.looks}"

    @property
    def release_occurrence(self) -> str:
        """Of RELEASE_MEMBER."""
        return f"{self.attempt}.{self.leaving_since}"

    @property
    def transfer_occurrence(self) -> str:
        """Of ACCEPT_TRANSFER."""
        return f"{self.attempt}.{self.transfer_since}"


class DisputeState(Contract):
    """What W-10's workflow follows."""

    case_id: CaseId
    attempt: int
    version: int
    clock: BusinessClock
    stage: DisputeStage
    host_department: OrganisationCode
    host_province: OrganisationCode
    stage_since: date
    round: int = Field(default=1, description="how often this placement has been disputed")

    @property
    def subject(self) -> UUID:
        return self.case_id

    @property
    def workflow_id(self) -> str:
        return f"refusal-dispute/{self.case_id}/{self.attempt}"

    @property
    def owner(self) -> OrganisationCode:
        return self.host_department

    @property
    def letters(self) -> tuple[UUID, ...]:
        return ()

    @property
    def over(self) -> bool:
        return self.stage is DisputeStage.DECIDED

    @property
    def occurrence(self) -> str:
        """Of REVIEW_REFUSAL, COORDINATE_JOINTLY and COORDINATE_PROVINCIALLY."""
        return f"{self.attempt}.{self.round}"
