"""Public words of the home side: declarations, acts, views and the snapshots that workflows follow."""

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.outflow.acts import (
    AnswerQuery,
    BriefMember,
    CancelDeparture,
    CaseRef,
    DeclareDeparture,
    Departure,
    IssueCertificate,
    NameHost,
    ObjectToRefusal,
    Person,
    ProposeCoordination,
    RecordCertificateNumber,
    RecordContact,
    RecordHostAnswer,
    ReportArrival,
    RequestCertificate,
    RevealField,
    SealCertificate,
    SendPaperNotice,
)
from services.outflow.states import CaseState, ClaimState, ContactState, QuarterState
from services.outflow.statuses import (
    CASE_STATUS_LABELS,
    CLOSED,
    CaseStatus,
    Category,
    CertificateStatus,
    ContactStatus,
    EndReason,
    HostAnswer,
    Standing,
    report_occurrence,
)
from shared.case_event import CaseEvent
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode, RegionCode
from shared.letters.contract import LetterSummary
from shared.rosters.contract import ImportedRow, ImportReceipt
from shared.tasks.contract import TaskDetail

# One public door: statuses, the bodies of acts and what workflows follow are written beside it.
__all__ = [
    "CASE_STATUS_LABELS",
    "CLOSED",
    "AnswerQuery",
    "BriefMember",
    "CancelDeparture",
    "CaseRef",
    "CaseState",
    "CaseStatus",
    "Category",
    "CertificateStatus",
    "ClaimState",
    "ContactState",
    "ContactStatus",
    "DeclareDeparture",
    "Departure",
    "EndReason",
    "HostAnswer",
    "ImportReceipt",
    "ImportedRow",
    "IssueCertificate",
    "NameHost",
    "ObjectToRefusal",
    "Person",
    "ProposeCoordination",
    "QuarterState",
    "RecordCertificateNumber",
    "RecordContact",
    "RecordHostAnswer",
    "ReportArrival",
    "RequestCertificate",
    "RevealField",
    "SealCertificate",
    "SendPaperNotice",
    "Standing",
    "report_occurrence",
]  # fmt: skip


class Revealed(Contract):
    value: str


class MemberView(Contract):
    name: str
    sex: str
    standing: Standing
    id_number_masked: str
    phone_masked: str
    joined: str
    education: str


class CertificateView(Contract):
    certificate_id: UUID
    status: CertificateStatus
    number: str | None
    requested_on: date
    numbered_on: date | None
    sealed_on: date | None
    issued_on: date | None


class ContactQuarter(Contract):
    quarter: str = Field(examples=["2026Q4"])
    status: ContactStatus
    attempts: int
    done_on: date | None


class ContactEntry(Contract):
    contacted_on: date
    channel: str
    outgoing: bool
    reached: bool
    thinking: str
    work: str
    life: str
    told: str
    follow_up: str
    recorded_by: str


class CaseSummary(Contract):
    """One line of a list."""

    case_id: CaseId
    number: str
    member_name: str
    status: CaseStatus
    category: Category | None
    home_branch: OrganisationCode
    home_branch_name: str
    home_committee: OrganisationCode | None
    host_region: RegionCode
    host_committee: OrganisationCode | None
    host_name: str
    declared_on: date
    leaves_on: date
    departed_on: date | None
    expected_return: date | None
    reported_on: date | None
    active_on: date | None


class CasePage(Contract):
    items: list[CaseSummary]
    next: str | None


class Case(Contract):
    """The home side of one mobility case."""

    case_id: CaseId
    number: str
    version: int
    status: CaseStatus
    category: Category | None
    policy: str
    classification_source: str
    advice: str = Field(default="", description="what classification recommends in addition, in Chinese")
    member: MemberView
    home_branch: OrganisationCode
    home_branch_name: str
    home_committee: OrganisationCode | None
    home_committee_name: str
    home_department: OrganisationCode | None
    home_department_name: str
    host_region: RegionCode
    host_region_name: str
    host_committee: OrganisationCode | None
    host_name: str
    host_branch: OrganisationCode | None
    host_branch_name: str
    host_on_platform: bool
    host_contact: str
    attempt: int
    reason: str
    declared_on: date
    leaves_on: date
    expected_return: date | None
    briefed_on: date | None
    departed_on: date | None
    reported_on: date | None
    active_on: date | None
    refusal_reason: str | None
    refusal_text: str | None
    refusal_listed: bool | None
    query: str | None = Field(description="the host's open question")
    coordination: str | None
    certificate: CertificateView | None
    duty_holder: OrganisationCode = Field(description="who holds the duty of contact now (rulebook W-01, 5.1)")
    duty_holder_name: str
    next_act: str = Field(description="what happens next, in Chinese")


class CaseFile(Contract):
    """Everything the case page shows of the home side."""

    case: Case
    events: list[CaseEvent]
    tasks: list[TaskDetail]
    letters: list[LetterSummary]
    quarters: list[ContactQuarter]
    contacts: list[ContactEntry]


class PrintedLetter(Contract):
    """A letter's text for paper, paragraphs in Chinese."""

    title: str
    addressee: str
    paragraphs: list[str]
    sender: str
    written_on: date


class RunningCase(Contract):
    """For reconciliation: an open case with what its workflows must know."""

    state: CaseState
    contact: ContactState | None


class RunningCases(Contract):
    items: list[RunningCase]
    next: CaseId | None


class Overview(Contract):
    """Counts of cases by status in the reader's subtree."""

    as_of: AwareDatetime
    by_status: dict[CaseStatus, int]
    by_committee: list["CommitteeCount"]


class CommitteeCount(Contract):
    committee: OrganisationCode | None
    committee_name: str
    status: CaseStatus
    count: int
