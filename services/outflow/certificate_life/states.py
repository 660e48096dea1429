"""What W-02's workflow follows: references and dates, no personal data."""

from datetime import date
from uuid import UUID

from pydantic import Field

from services.outflow.certificate_life.contract import ArrearsLevel, Month, ReplacementStatus, VoidedNumber
from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode


class OpenCheck(Contract):
    year: int
    since: date


class OpenFinding(Contract):
    serial: int
    since: date


class Replacing(Contract):
    """The replacement under way; `since` counts the term."""

    certificate_id: UUID
    serial: int
    status: ReplacementStatus
    since: date


class OpenArrears(Contract):
    """Dues are entered up to `paid_to` and not further."""

    paid_to: Month
    level: ArrearsLevel
    since: date

    @property
    def occurrence(self) -> str:
        return f"{self.paid_to}.{self.level}"


class CertificateState(Contract):
    """What W-02's workflow follows: references and dates. The highest version counts."""

    case_id: CaseId
    version: int
    clock: BusinessClock
    over: bool
    number: str
    home_branch: OrganisationCode
    home_committee: OrganisationCode
    home_department: OrganisationCode
    loss_since: date | None
    losses: int
    replacement_since: date | None
    replacing: Replacing | None
    replaced: int
    next_check_on: date | None
    open_checks: tuple[OpenCheck, ...]
    inspected_since: date | None = Field(description="inspected on return, and not put away yet")
    arrears: tuple[OpenArrears, ...]
    next_arrears: tuple[OpenArrears, ...] = Field(description="the alerts to come; `since` is their day")
    findings: tuple[OpenFinding, ...]
    voided: tuple[VoidedNumber, ...]
    letters: tuple[UUID, ...]

    @property
    def subject(self) -> UUID:
        return self.case_id

    @property
    def owner(self) -> OrganisationCode:
        return self.home_branch

    @property
    def workflow_id(self) -> str:
        return f"certificate-life/{self.case_id}"


class RunningCertificates(Contract):
    items: list[CertificateState]
    next: CaseId | None
