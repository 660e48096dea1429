"""What the workflows of the home side's own processes follow: references and dates, no personal data."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.outflow.statuses import CLOSED, CaseStatus, CertificateStatus, ContactStatus
from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode


class CaseState(Contract):
    """What W-01's workflow follows: the highest version counts."""

    case_id: CaseId
    version: int
    clock: BusinessClock
    number: str
    status: CaseStatus
    briefed: bool
    certificate: CertificateStatus | None
    certificate_id: UUID | None
    home_branch: OrganisationCode
    home_committee: OrganisationCode
    home_department: OrganisationCode
    attempt: int
    declared_on: date
    report_counts_from: date | None
    reported: bool
    paper_notice_since: date | None
    query_since: date | None
    queries: int
    refused_on: date | None
    may_object: bool
    name_host_since: date | None
    coordination_since: date | None
    letters: tuple[UUID, ...]
    former_attempt: int | None = Field(default=None, description="the host that he left last")
    moves_told_on: date | None = None
    returns_on: date | None = None
    return_occurrence: str = Field(default="", description="which announced return, after others were called off")
    return_reported_on: date | None = None
    transfer_sent_on: date | None = None
    claims: tuple["ClaimState", ...] = Field(default=(), description="hosts of earlier attempts that claim him")

    @property
    def subject(self) -> UUID:
        return self.case_id

    @property
    def workflow_id(self) -> str:
        return f"mobility-case/{self.case_id}"

    @property
    def owner(self) -> OrganisationCode:
        return self.home_branch

    @property
    def over(self) -> bool:
        return self.status in CLOSED


class ClaimState(Contract):
    attempt: int
    since: date


class QuarterState(Contract):
    quarter: str
    status: ContactStatus
    second_in_a_row: bool


class ContactState(Contract):
    """What W-04's workflow follows."""

    case_id: CaseId
    version: int
    clock: BusinessClock
    home_branch: OrganisationCode
    owed: bool
    owed_from: date
    spread_days: int = Field(default=0, description="period.spread_days of the home branch's policy")
    abroad: bool
    last_proof_on: date
    at_risk: bool
    at_risk_on: date = Field(description="the day on which six months without proof of contact have passed")
    quarters: tuple[QuarterState, ...]

    @property
    def subject(self) -> UUID:
        return self.case_id

    @property
    def workflow_id(self) -> str:
        return f"quarterly-contact/{self.case_id}"

    @property
    def owner(self) -> OrganisationCode:
        return self.home_branch

    @property
    def letters(self) -> tuple[UUID, ...]:
        return ()

    @property
    def over(self) -> bool:
        return not self.owed
