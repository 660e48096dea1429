"""The words of letters. A stream is one sending region, case, attempt (one host) and direction; numbers start at 1.

A receiver applies a stream in order of number, whatever the order of arrival, and answers a repeat with
the first answer.
"""

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
    NumberVoided,
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
    MemberStays,
    Relocation,
    ReturnCalledOff,
    TransferAccepted,
    TransferRejected,
    TransferSent,
)
from shared.letters.bodies_placing import (
    PLACING_LABELS,
    AcceptanceOverdue,
    Answer,
    CoordinationProposal,
    DisputeProgress,
    Enrolled,
    Looked,
    MemberReported,
    NoticeWithdrawn,
    Objection,
    OutflowNotice,
    PersonInLetter,
    PleaseLook,
    Query,
    Redirected,
    Refused,
    Side,
)
from shared.letters.bodies_survey import (
    SURVEY_LABELS,
    DifferenceHandled,
    SurveyList,
    SurveyOffer,
    SurveyResult,
)
from shared.letters.bodies_urging import URGING_LABELS, PartnerUrged

# One public door: the bodies are written beside it, by process.
__all__ = [
    "LETTER_LABELS",
    "AcceptanceOverdue",
    "Answer",
    "Body",
    "Channel",
    "CoordinationProposal",
    "DisputeProgress",
    "Enrolled",
    "Envelope",
    "Letter",
    "LetterReceipt",
    "LetterState",
    "LetterSummary",
    "Looked",
    "MemberReported",
    "NoticeWithdrawn",
    "Objection",
    "OutflowNotice",
    "PersonInLetter",
    "PleaseLook",
    "Query",
    "Redirected",
    "Refused",
    "Side",
    "SignedLetter",
]


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
    | ReturnCalledOff
    | MemberStays
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
    | NumberVoided
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
    | Correction
    | PartnerUrged,
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
    **PLACING_LABELS,
    **EXCHANGE_LABELS,
    **LEAVING_LABELS,
    **CERTIFICATE_LABELS,
    **CONVERSION_LETTER_LABELS,
    **BETWEEN_LABELS,
    **SURVEY_LABELS,
    **CORRECTION_LETTER_LABELS,
    **URGING_LABELS,
}
