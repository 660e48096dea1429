"""The words of letters. A stream is one sending region, case, attempt (one host) and direction; numbers start at 1.

A receiver applies a stream in order of number, whatever the order of arrival, and answers a repeat with
the first answer.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode, RegionCode
from shared.letters.bodies_between import (
    BETWEEN_LABELS,
    AgreementCounter,
    AgreementOffer,
    AgreementSigned,
    AgreementTerminated,
    ConsultationMinutes,
    MobileOrgProgress,
    OrganisationSucceeded,
    PartySucceeded,
    SupportAnswered,
    SupportRequested,
)
from shared.letters.bodies_certificate import (
    CERTIFICATE_LABELS,
    BookletTakenUp,
    CertificateChecked,
    CertificateLost,
    CertificateReplaced,
    CertificateVoided,
    EntriesMade,
    FalseEntriesAnswered,
    FalseEntriesFound,
    FindingSettled,
)
from shared.letters.bodies_conversion import (
    CONVERSION_LETTER_LABELS,
    ConversionResult,
    HostOpinion,
    OpinionRequest,
)
from shared.letters.bodies_correction import CORRECTION_LETTER_LABELS, Correction, CorrectionReported
from shared.letters.bodies_exchange import (
    EXCHANGE_LABELS,
    ChangeAcknowledged,
    ChangeNotice,
    Feedback,
    FeedbackAcknowledged,
    FeedbackAnswer,
    FeedbackQuestion,
    HomeNotice,
    Summons,
    SummonsReply,
)
from shared.letters.bodies_leaving import (
    LEAVING_LABELS,
    CaseClosed,
    CaseSuspended,
    ClosingNote,
    MemberReturning,
    Relocation,
    TransferAccepted,
    TransferRejected,
    TransferSent,
)
from shared.letters.bodies_survey import (
    SURVEY_LABELS,
    DifferenceHandled,
    SurveyList,
    SurveyOffer,
    SurveyResult,
)


class Side(StrEnum):
    """DEPARTMENT: between committees or departments themselves, who have no case in common; it has no other side."""

    HOME = "home"
    HOST = "host"
    DEPARTMENT = "department"

    @property
    def other(self) -> "Side":
        return {Side.HOME: Side.HOST, Side.HOST: Side.HOME}.get(self, self)


class PersonInLetter(Contract):
    """Minimal identity that the host needs to verify the holder (rulebook 7.7)."""

    name: str
    sex: str
    id_number: str
    phone: str
    standing: str
    joined_on: str | None
    probation_end: date | None = None


class OutflowNotice(Contract):
    """流出通知 (D-31, D-34): who comes, with which certificate, from where."""

    type: Literal["OUTFLOW_NOTICE"] = "OUTFLOW_NOTICE"
    person: PersonInLetter
    case_number: str
    home_branch: OrganisationCode
    home_branch_name: str
    home_committee: OrganisationCode
    home_committee_name: str
    home_path: str
    home_contact: str
    home_phone: str
    certificate_number: str
    category: str
    reason: str
    departed_on: date
    expected_return: date | None
    reported_on: date | None = Field(default=None, description="set when he had reported before a redirect")


class MemberReported(Contract):
    """报到通报: the member has reported; written by the side that learned it first."""

    type: Literal["MEMBER_REPORTED"] = "MEMBER_REPORTED"
    reported_on: date
    told_by: Side


class Query(Contract):
    """查询函: the host needs an answer before it can verify (W-03 NEEDS_INFO, SUSPECT)."""

    type: Literal["QUERY"] = "QUERY"
    question: str
    suspect: bool


class Answer(Contract):
    """答复函: home confirms or denies what was asked."""

    type: Literal["ANSWER"] = "ANSWER"
    confirmed: bool
    text: str


class Enrolled(Contract):
    """接收回执: placed, grouped and on the roster of a host branch."""

    type: Literal["ENROLLED"] = "ENROLLED"
    host_branch: OrganisationCode
    host_branch_name: str
    contact: str
    phone: str
    enrolled_on: date


class Refused(Contract):
    """拒收通报, with the reason code and text and whether the ground is on the closed list."""

    type: Literal["REFUSED"] = "REFUSED"
    reason: str
    text: str
    listed: bool
    refused_on: date


class Redirected(Contract):
    """转介: the place lies outside the committee's area (G5); names the right committee."""

    type: Literal["REDIRECTED"] = "REDIRECTED"
    to_committee: OrganisationCode
    text: str


class Objection(Contract):
    """异议函: the home committee objects to a refusal within the term."""

    type: Literal["OBJECTION"] = "OBJECTION"
    text: str


class DisputeProgress(Contract):
    """争议进展: review opened, coordination opened, or decided."""

    type: Literal["DISPUTE_PROGRESS"] = "DISPUTE_PROGRESS"
    stage: str
    outcome: str | None = None
    text: str = ""
    to_committee: OrganisationCode | None = None


class CoordinationProposal(Contract):
    """协调意见: what the home department proposes in joint coordination."""

    type: Literal["COORDINATION_PROPOSAL"] = "COORDINATION_PROPOSAL"
    outcome: str
    text: str


class AcceptanceOverdue(Contract):
    """接收超期通报: the host has been silent too long; both departments coordinate (W-03)."""

    type: Literal["ACCEPTANCE_OVERDUE"] = "ACCEPTANCE_OVERDUE"
    since: date


class NoticeWithdrawn(Contract):
    """撤回流出通知: home names another host or ends the case."""

    type: Literal["NOTICE_WITHDRAWN"] = "NOTICE_WITHDRAWN"
    text: str


class PleaseLook(Contract):
    """协查函: the host is asked to look for the member (5.1: never reports; two quarters missed)."""

    type: Literal["PLEASE_LOOK"] = "PLEASE_LOOK"
    reason: str


class Looked(Contract):
    """协查回复."""

    type: Literal["LOOKED"] = "LOOKED"
    found: bool
    text: str


Body = Annotated[
    OutflowNotice
    | MemberReported
    | Query
    | Answer
    | Enrolled
    | Refused
    | Redirected
    | Objection
    | DisputeProgress
    | CoordinationProposal
    | AcceptanceOverdue
    | NoticeWithdrawn
    | PleaseLook
    | Looked
    | Feedback
    | FeedbackAcknowledged
    | FeedbackQuestion
    | FeedbackAnswer
    | HomeNotice
    | ChangeNotice
    | ChangeAcknowledged
    | Summons
    | SummonsReply
    | Relocation
    | MemberReturning
    | ClosingNote
    | TransferSent
    | TransferAccepted
    | TransferRejected
    | CaseSuspended
    | CaseClosed
    | OpinionRequest
    | HostOpinion
    | ConversionResult
    | CertificateVoided
    | CertificateReplaced
    | CertificateLost
    | EntriesMade
    | CertificateChecked
    | BookletTakenUp
    | FalseEntriesFound
    | FalseEntriesAnswered
    | FindingSettled
    | AgreementOffer
    | AgreementCounter
    | AgreementSigned
    | AgreementTerminated
    | ConsultationMinutes
    | PartySucceeded
    | SupportRequested
    | SupportAnswered
    | MobileOrgProgress
    | OrganisationSucceeded
    | SurveyOffer
    | SurveyList
    | SurveyResult
    | DifferenceHandled
    | CorrectionReported
    | Correction,
    Field(discriminator="type"),
]


class Letter(Contract):
    """What is signed. `sender_region` names the key; it must be the region of `sender`."""

    letter_id: UUID
    case_id: CaseId
    attempt: int = Field(ge=1, description="which host of this case, counted from 1")
    number: int = Field(ge=1, description="place in the stream of this case, attempt and direction")
    side: Side = Field(description="the side that writes")
    sender: OrganisationCode
    sender_region: RegionCode
    recipient: OrganisationCode
    recipient_region: RegionCode
    as_of: AwareDatetime
    body: Body

    @property
    def stream(self) -> str:
        return f"{self.sender_region}/{self.case_id}/{self.attempt}/{self.side}"


class Channel(StrEnum):
    """`PAPER`: the recipient's region is not on the platform; the letter is printed and sent by hand."""

    ELECTRONIC = "ELECTRONIC"
    PAPER = "PAPER"


class Envelope(Contract):
    """A signed letter (JWS compact, EdDSA, kid = region code) and where it goes."""

    token: str
    side: Side
    recipient_region: RegionCode


class SignedLetter(Contract):
    """JWS compact over a `Letter`, EdDSA, `kid` = sender region."""

    token: str = Field(examples=["eyJhbGciOiJFZDI1NTE5Iiwia2lkIjoiMzIwMDAwIn0.eyLigKYifQ.c2lnbmF0dXJl"])


class LetterState(StrEnum):
    """`HELD`: stored, waits for an earlier number of its stream."""

    APPLIED = "APPLIED"
    HELD = "HELD"


class LetterReceipt(Contract):
    letter_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000004"])
    number: int = Field(examples=[1])
    state: LetterState = Field(examples=["APPLIED"])


class LetterSummary(Contract):
    """A letter as the case page shows it; the body is left out because it names the person."""

    letter_id: UUID
    type: str
    label: str
    number: int
    attempt: int
    direction: Literal["sent", "received"]
    channel: Channel
    counterpart: OrganisationCode
    written_at: AwareDatetime
    delivered_at: AwareDatetime | None


LETTER_LABELS = {
    "OUTFLOW_NOTICE": "流出通知",
    "MEMBER_REPORTED": "报到通报",
    "QUERY": "查询函",
    "ANSWER": "答复函",
    "ENROLLED": "接收回执",
    "REFUSED": "拒收通报",
    "REDIRECTED": "转介函",
    "OBJECTION": "异议函",
    "DISPUTE_PROGRESS": "争议进展通报",
    "COORDINATION_PROPOSAL": "协调意见",
    "ACCEPTANCE_OVERDUE": "接收超期通报",
    "NOTICE_WITHDRAWN": "撤回流出通知",
    "PLEASE_LOOK": "协查函",
    "LOOKED": "协查回复",
    **EXCHANGE_LABELS,
    **LEAVING_LABELS,
    **CERTIFICATE_LABELS,
    **CONVERSION_LETTER_LABELS,
    **BETWEEN_LABELS,
    **SURVEY_LABELS,
    **CORRECTION_LETTER_LABELS,
}
