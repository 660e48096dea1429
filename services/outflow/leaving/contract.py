"""What people tell the home side when a case nears its end."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from services.outflow.acts import Line, NameHost, Note, Text
from services.outflow.statuses import EndReason
from shared.contract import Contract


class AnnounceMove(Contract):
    """D-152: the member says that he moves (or has moved); where to is not settled yet."""

    moves_on: date = Field(examples=["2026-12-01"])
    text: Text = Field(examples=["本人来电，工作单位搬往外地，新住址待告知。"])


class RelocateMember(NameHost):
    """The next host; the present one is told and goes on until the next one has enrolled him."""

    moves_on: date = Field(examples=["2026-12-01"])
    told_by: Literal["MEMBER", "HOST", "BRANCH"] = Field(description="who told of the move", examples=["MEMBER"])


class RecordHostRelease(Contract):
    """The account of a host that is not on the platform, by paper or telephone (D-40, 9.3)."""

    released_on: date = Field(examples=["2026-12-03"])
    text: Text = Field(examples=["在我支部期间按月参加组织生活，表现良好，党费交至2026年11月。"])


class AnnounceReturn(Contract):
    """`how`: said beforehand; earlier than expected; or found to be back without having reported."""

    returns_on: date = Field(description="the day he comes or came back", examples=["2026-12-20"])
    how: Literal["ANNOUNCED", "EARLY", "UNREPORTED"] = Field(examples=["ANNOUNCED"])
    text: Text = Field(examples=["务工结束，返回原籍。"])


class CallOffReturn(Contract):
    """The return that was announced does not come about; who said so."""

    told_by: Literal["MEMBER", "HOST", "BRANCH"] = Field(examples=["MEMBER"])
    text: Text = Field(examples=["务工合同续签，本人暂不返回。"])


class ReportReturn(Contract):
    """He has reported to his branch and hands in the certificate."""

    reported_on: date = Field(examples=["2026-12-22"])
    certificate_brought: bool = Field(examples=[True])


class InspectReturn(Contract):
    """D-40: certificate and papers seen, the member and the host asked about conduct and participation."""

    inspected_on: date = Field(examples=["2026-12-25"])
    certificate_seen: bool = Field(examples=[True])
    entries_in_order: bool = Field(examples=[True])
    member_account: Text = Field(examples=["每月参加流入地党支部组织生活，按月交纳党费。"])
    host_account: Note = Field(
        default="", description="what the host said by telephone, or why it was not waited for, when no note has come"
    )
    remarks: Note = Field(default="", description="obligatory when the certificate was not seen")


class SendTransfer(Contract):
    """条例 Art 25: the affiliation is sent; home answers for him until it is accepted."""

    sent_on: date = Field(examples=["2026-12-10"])
    letter_number: Line = Field(examples=["苏扬邗组介〔2026〕118号"])


class RecordTransferAccepted(Contract):
    """The receipt of a receiving organisation that does not answer over the platform."""

    accepted_on: date = Field(examples=["2026-12-18"])
    text: Line = Field(description="which organisation accepted, and its receipt", examples=["某街道党委回执第3联"])


class RecordEnding(Contract):
    """Death, or the end of membership by a decision that has been taken."""

    reason: EndReason = Field(examples=["DEATH"])
    ended_on: date = Field(examples=["2026-12-01"])
    text: Line = Field(description="the paper it rests on", examples=["家属告知，死亡证明已收存。"])


class SuspensionCause(StrEnum):
    SETTLED_ABROAD = "SETTLED_ABROAD"
    LOST_CONTACT = "LOST_CONTACT"
    OTHER = "OTHER"


class SuspendMembership(Contract):
    cause: SuspensionCause = Field(examples=["SETTLED_ABROAD"])
    decided_on: date = Field(examples=["2026-12-01"])
    resolution: Line = Field(examples=["党委会议纪要〔2026〕20号"])


class RestoreMembership(Contract):
    decided_on: date = Field(examples=["2027-03-01"])
    resolution: Line = Field(examples=["党委会议纪要〔2027〕3号"])


class Penalty(StrEnum):
    """Party discipline short of expulsion."""

    label: str

    WARNING = "WARNING", "警告"
    SERIOUS_WARNING = "SERIOUS_WARNING", "严重警告"
    POST_REMOVED = "POST_REMOVED", "撤销党内职务"
    PROBATION = "PROBATION", "留党察看"

    def __new__(cls, value: str, label: str = "") -> "Penalty":
        kind = str.__new__(cls, value)
        kind._value_ = value
        kind.label = label
        return kind


class RecordPenalty(Contract):
    """The case goes on; under PROBATION (留党察看) the rights to vote, elect and stand rest."""

    penalty: Penalty = Field(examples=["WARNING"])
    decided_on: date = Field(examples=["2026-11-01"])
    until: date | None = Field(default=None, examples=[None])
    text: Line = Field(examples=["区纪委决定〔2026〕7号"])


class RecordExemption(Contract):
    """D-70: exempt from records at home; away he stays exempt, and is contacted all the same."""

    granted_on: date = Field(examples=["2026-06-01"])
    resolution: Line = Field(examples=["党委批复〔2026〕31号"])


class SettleHostClaim(Contract):
    """Two hosts claim one member: home decides which is right."""

    attempt: int = Field(ge=1, description="which of the case's hosts makes the claim", examples=[1])
    keep_present: bool = Field(description="False: the member belongs to the one that claims him", examples=[True])
    text: Text = Field(examples=["经核对，党员现住铜城镇，由铜城镇党委管理。"])


class HostClaim(Contract):
    attempt: int
    committee: str
    committee_name: str
    branch_name: str
    enrolled_on: date
    settled_on: date | None
    kept: bool | None


class LeavingView(Contract):
    """What stands between the case and its end."""

    moves_told_on: date | None
    relocating_since: date | None
    former_name: str | None
    former_branch: str | None
    released_on: date | None
    returns_on: date | None
    return_reported_on: date | None
    host_account: str | None
    transfer_sent_on: date | None
    transfer_letter: str | None
    suspended_on: date | None
    ended_on: date | None
    ended_reason: str | None
    exempt_since: date | None
    claims: list[HostClaim]
