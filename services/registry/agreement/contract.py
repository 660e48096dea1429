"""Public words of agreements (W-09, rulebook 7.6)."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from shared.business_clock import BusinessClock
from shared.case_event import CaseEvent
from shared.contract import Contract
from shared.identifiers import OrganisationCode, RegionCode
from shared.letters.bodies_between import AgreementLevel, AgreementTerms, Clause, Parties, Remark
from shared.letters.contract import LetterSummary
from shared.posts import Role
from shared.tasks.contract import TaskDetail
from shared.waiting.contract import PartnerUrge, WaitingFor

__all__ = ["AgreementLevel", "AgreementTerms", "Parties"]

Name = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
HalfYearName = Annotated[str, StringConstraints(pattern=r"^\d{4}H[12]$")]


class AgreementStatus(StrEnum):
    """W-09. OFFERED and COUNTERED: a text is on the table; SIGNED: by both, its first day is still to come."""

    DRAFT = "DRAFT"
    OFFERED = "OFFERED"
    COUNTERED = "COUNTERED"
    SIGNED = "SIGNED"
    IN_FORCE = "IN_FORCE"
    RENEWED = "RENEWED"
    EXPIRED = "EXPIRED"
    TERMINATED = "TERMINATED"

    @property
    def label(self) -> str:
        return STATUS_LABELS[self]


STATUS_LABELS = {
    AgreementStatus.DRAFT: "起草中",
    AgreementStatus.OFFERED: "已提出，待答复",
    AgreementStatus.COUNTERED: "有修改意见，待答复",
    AgreementStatus.SIGNED: "双方已签，未到起始日",
    AgreementStatus.IN_FORCE: "履行中",
    AgreementStatus.RENEWED: "已续签",
    AgreementStatus.EXPIRED: "期满终止",
    AgreementStatus.TERMINATED: "已终止",
}
NEGOTIATED = frozenset({AgreementStatus.OFFERED, AgreementStatus.COUNTERED})
ENDED = frozenset({AgreementStatus.RENEWED, AgreementStatus.EXPIRED, AgreementStatus.TERMINATED})


class DraftAgreement(Contract):
    """`own` drafts. Where the partner is on another operator's platform, its region and name are needed as well."""

    own: OrganisationCode = Field(examples=["321003001"])
    own_is_home: bool = Field(description="whether members go out from us", examples=[True])
    partner: OrganisationCode = Field(examples=["341181001"])
    partner_region: RegionCode | None = Field(default=None, examples=["341181"])
    partner_name: str = Field(default="", max_length=120)
    terms: AgreementTerms
    renews: UUID | None = Field(default=None, description="the agreement that this one follows")

    @model_validator(mode="after")
    def _two_parties(self) -> "DraftAgreement":
        if self.own == self.partner:
            raise ValueError("协议双方应是两个组织")
        return self


class OfferAgreement(Contract):
    """`terms`: only when the draft is to be changed before it goes out."""

    terms: AgreementTerms | None = Field(default=None, examples=[None])


class CounterAgreement(Contract):
    terms: AgreementTerms
    text: Remark = Field(default="", examples=["请把反馈期限改为五日。"])


class SignAgreement(Contract):
    """Signed by a person of the party and sealed."""

    signatory: Name = Field(examples=["郑洁"])
    signed_on: date = Field(examples=["2026-11-20"])


class TerminateAgreement(Contract):
    """Before signing it ends at once; in force on `ends_on`, or when the notice period has passed."""

    ends_on: date | None = Field(default=None, examples=["2027-03-31"])
    text: Clause = Field(examples=["两地人员往来已很少。"])


class RecordConsultation(Contract):
    period: HalfYearName = Field(examples=["2027H1"])
    held_on: date = Field(examples=["2027-03-10"])
    minutes: Clause = Field(examples=["双方通报人员情况，商定下半年共同活动。"])


class LetAgreementLapse(Contract):
    text: Clause = Field(examples=["到期后不再续签。"])


class Consultation(Contract):
    period: str
    opened_on: date
    held_on: date | None
    minutes: str
    recorded_by_partner: bool


class Agreement(Contract):
    """One side's copy."""

    copy_id: UUID
    agreement_id: UUID
    number: str
    version: int
    level: AgreementLevel
    status: AgreementStatus
    own: OrganisationCode
    own_name: str
    own_is_home: bool
    partner: OrganisationCode
    partner_name: str
    parties: Parties
    terms: AgreementTerms
    round: int
    our_text: bool = Field(description="the text on the table is ours")
    signed_by_us_on: date | None
    signed_by_partner_on: date | None
    signatories: tuple[str, str] = Field(description="ours, the partner's; empty while not signed")
    begins_on: date
    last_day: date
    notice_by: OrganisationCode | None = Field(description="who has given notice")
    renewal_from: date
    renewal_open: bool
    renews: UUID | None
    renewed_by: UUID | None
    ended_on: date | None
    reason: str
    consultations: tuple[Consultation, ...]
    next_act: str = Field(description="what happens next, in Chinese")


class AgreementFile(Contract):
    agreement: Agreement
    events: list[CaseEvent]
    tasks: list[TaskDetail]
    letters: list[LetterSummary]
    waiting: list[WaitingFor] = Field(description="what the partner owes")
    urges: list[PartnerUrge] = Field(description="催办函 sent and received, newest first")


class AgreementSummary(Contract):
    copy_id: UUID
    number: str
    level: AgreementLevel
    status: AgreementStatus
    own: OrganisationCode
    own_name: str
    partner: OrganisationCode
    partner_name: str
    begins_on: date
    last_day: date
    consultations_held: int


class AgreementPage(Contract):
    items: list[AgreementSummary]


class AgreementState(Contract):
    """What W-09's workflow follows: one side's copy."""

    subject: UUID
    version: int
    clock: BusinessClock
    letters: tuple[UUID, ...]
    status: AgreementStatus
    party: OrganisationCode
    role: Role
    round: int
    answer_since: date | None
    countersign_since: date | None
    begins_on: date
    last_day: date
    renewal_from: date
    renewal_asked: bool
    renewal_open: bool
    open_periods: tuple[str, ...]
    next_period: str | None

    @property
    def owner(self) -> OrganisationCode:
        return self.party

    @property
    def workflow_id(self) -> str:
        return f"agreement/{self.subject}"

    @property
    def over(self) -> bool:
        return self.status in ENDED or self.status is AgreementStatus.DRAFT


class RunningAgreements(Contract):
    items: list[AgreementState]
    next: UUID | None
