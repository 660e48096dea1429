"""Public words of the home side: declarations, acts, views and the snapshots that workflows follow."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.history import CaseEvent
from shared.identifiers import CaseId, OrganisationCode, RegionCode
from shared.letters.contract import LetterSummary
from shared.tasks.contract import TaskDetail

Name = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]


class Standing(StrEnum):
    FULL = "FULL"
    PROBATIONARY = "PROBATIONARY"


class CaseStatus(StrEnum):
    """W-01. The home side's truth about one departure."""

    DECLARED = "DECLARED"
    ELIGIBLE = "ELIGIBLE"
    REDIRECTED_TRANSFER = "REDIRECTED_TRANSFER"
    REDIRECTED_LETTER = "REDIRECTED_LETTER"
    STAYS_HOME = "STAYS_HOME"
    DEPARTED = "DEPARTED"
    REPORT_OVERDUE = "REPORT_OVERDUE"
    REPORTED = "REPORTED"
    REFUSED = "REFUSED"
    ACTIVE = "ACTIVE"
    CONTACT_AT_RISK = "CONTACT_AT_RISK"
    CLOSED_CANCELLED = "CLOSED_CANCELLED"

    @property
    def label(self) -> str:
        return CASE_STATUS_LABELS[self]


CASE_STATUS_LABELS = {
    CaseStatus.DECLARED: "已申报",
    CaseStatus.ELIGIBLE: "待发活动证",
    CaseStatus.REDIRECTED_TRANSFER: "应转组织关系",
    CaseStatus.REDIRECTED_LETTER: "开具党员证明信",
    CaseStatus.STAYS_HOME: "仍在本支部管理",
    CaseStatus.DEPARTED: "已流出，待报到",
    CaseStatus.REPORT_OVERDUE: "超期未报到",
    CaseStatus.REPORTED: "已报到，待接收",
    CaseStatus.REFUSED: "流入地拒收",
    CaseStatus.ACTIVE: "双向共管中",
    CaseStatus.CONTACT_AT_RISK: "有失联风险",
    CaseStatus.CLOSED_CANCELLED: "已撤销",
}

CLOSED = frozenset(
    {
        CaseStatus.REDIRECTED_TRANSFER,
        CaseStatus.REDIRECTED_LETTER,
        CaseStatus.STAYS_HOME,
        CaseStatus.CLOSED_CANCELLED,
    }
)


class Category(StrEnum):
    """Outcome of classification for those who get a certificate (rulebook 5.0)."""

    SHORT = "SHORT"
    LONG = "LONG"
    ABROAD = "ABROAD"
    GRADUATE = "GRADUATE"


class CertificateStatus(StrEnum):
    """W-02 as far as the issue to the member and first use."""

    REQUESTED = "REQUESTED"
    NUMBERED = "NUMBERED"
    SEALED = "SEALED"
    ISSUED = "ISSUED"
    IN_USE = "IN_USE"
    VOID = "VOID"


class ContactStatus(StrEnum):
    """W-04, one per case and quarter."""

    OPEN = "OPEN"
    ATTEMPTED = "ATTEMPTED"
    DONE = "DONE"
    MISSED = "MISSED"
    DONE_LATE = "DONE_LATE"


class Person(Contract):
    """What the home branch knows of a member; the ID number and telephone are sealed at once."""

    name: Name = Field(examples=["汪海"])
    id_number: str = Field(pattern=r"^\d{17}[\dX]$", description="18 digits, checked", examples=["320000199001011237"])
    sex: str = Field(default="", max_length=4, examples=["男"])
    ethnicity: str = Field(default="", max_length=20)
    phone: str = Field(default="", max_length=30, examples=["13800000000"])
    standing: Standing
    joined: str = Field(default="", pattern=r"^(\d{4}-\d{2}(-\d{2})?)?$", description="ISO date or year-month")
    education: str = Field(default="", max_length=30)


class Departure(Contract):
    """The facts that classification asks for (rulebook 5.0)."""

    leaves_on: date
    expected_return: date | None = Field(default=None, description="none: open-ended, counted as more than six months")
    reason: str = Field(description="code from the policy pack's list of reasons", examples=["work"])
    place_fixed: bool = Field(default=True, description="a fixed place; False with often_back: stays with home")
    often_back: bool = False
    transferable: bool = Field(default=False, description="the host organisation can take the affiliation")
    abroad: bool = False
    graduated_on: date | None = Field(default=None, description="graduate whose affiliation stays at the school")
    companions: int = Field(default=1, ge=1, le=500, description="members who go to the same place, himself included")
    host_region: RegionCode
    host_region_name: str = Field(default="", max_length=60)
    host_committee: OrganisationCode | None = None
    host_name: str = Field(default="", max_length=120, description="as written, for hosts that are not on the platform")


class DeclareDeparture(Contract):
    home_branch: OrganisationCode
    person: Person
    departure: Departure


class BriefMember(Contract):
    """D-35."""

    held_on: date
    briefed_by: Name
    topics: Text


class RequestCertificate(Contract):
    """D-36; the county-or-higher department is asked for a number."""

    photo_attached: bool = True


class RecordCertificateNumber(Contract):
    certificate_id: UUID
    number: str = Field(pattern=r"^[0-9A-Z-]{6,40}$")
    numbered_on: date


class SealCertificate(Contract):
    sealed_on: date


class IssueCertificate(Contract):
    """Handed over; the member has signed for it (D-73)."""

    issued_on: date
    signed_by_member: bool


class ReportArrival(Contract):
    """The home branch records, on the member's word, that he has reported at the host (D-150)."""

    reported_on: date


class AnswerQuery(Contract):
    confirmed: bool = Field(description="True: what the host asked about is right; False: home denies it")
    text: Text


class RecordContact(Contract):
    """One contact or attempt (D-38). It counts only when two-way: `reached`."""

    contacted_on: date
    channel: str = Field(description="code from the policy pack's list of channels", examples=["phone"])
    outgoing: bool = True
    reached: bool
    thinking: Note = ""
    work: Note = ""
    life: Note = ""
    told: Note = Field(default="", description="important matters told, events called to")
    follow_up: Note = ""


class ObjectToRefusal(Contract):
    text: Text


class NameHost(Contract):
    """Another (or the first) host for a case that no host has accepted yet."""

    host_region: RegionCode
    host_region_name: str = Field(default="", max_length=60)
    host_committee: OrganisationCode | None = None
    host_name: str = Field(default="", max_length=120)
    text: Line


class HostAnswer(StrEnum):
    REPORTED = "REPORTED"
    ENROLLED = "ENROLLED"
    REFUSED = "REFUSED"


class RecordHostAnswer(Contract):
    """What a host that is not on the platform answered by paper or telephone."""

    answer: HostAnswer
    answered_on: date
    host_branch_name: str = Field(default="", max_length=120)
    text: Note = ""


class SendPaperNotice(Contract):
    """The printed outflow notice went off by post or by hand."""

    sent_on: date


class ProposeCoordination(Contract):
    """The home department's view in joint coordination (W-10)."""

    outcome: str = Field(pattern=r"^(UPHELD|OVERRULED|REDIRECTED)$")
    text: Text


class CancelDeparture(Contract):
    reason: Line


class RevealField(Contract):
    """Open one sealed value; the look is logged and visible to the member."""

    field: str = Field(pattern=r"^(id_number|phone)$")
    reason: Line


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
    departed_on: date | None


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


class CaseState(Contract):
    """What W-01's workflow follows: references and dates, no personal data. The highest version counts."""

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
    host_named: bool
    host_on_platform: bool
    attempt: int
    declared_on: date
    report_counts_from: date | None
    reported: bool
    at_risk_since: date | None
    paper_notice_since: date | None
    query_since: date | None
    queries: int
    refused_on: date | None
    may_object: bool
    name_host_since: date | None
    coordination_since: date | None
    letters: tuple[UUID, ...]


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
    abroad: bool
    last_proof_on: date
    at_risk: bool
    at_risk_on: date = Field(description="the day on which six months without proof of contact have passed")
    quarters: tuple[QuarterState, ...]


class OpenContact(Contract):
    quarter: str = Field(pattern=r"^\d{4}(Q[1-4]|H[12])$")


class CaseRef(Contract):
    case_id: CaseId


class RunningCase(Contract):
    """For reconciliation: an open case with what its workflows must know."""

    state: CaseState
    contact: ContactState | None


class RunningCases(Contract):
    items: list[RunningCase]
    next: CaseId | None


class ImportedRow(Contract):
    row: int
    outcome: str = Field(description="DECLARED, UNCHANGED, SKIPPED", examples=["DECLARED"])
    case_id: CaseId | None
    text: str


class ImportReceipt(Contract):
    """What a confirmed roster did, row by row; importing the same file again changes nothing and says so."""

    declared: int
    unchanged: int
    skipped: int
    rows: list[ImportedRow]


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
