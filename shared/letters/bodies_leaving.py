"""What the two sides write when a member moves on, comes back, is transferred or ceases to be one (W-01, 5.1)."""

from datetime import date
from typing import Literal

from pydantic import Field

from shared.contract import Contract
from shared.identifiers import OrganisationCode


class Relocation(Contract):
    """变更流入地通知: home has named another host; the old one goes on until that one enrols."""

    type: Literal["RELOCATION"] = "RELOCATION"
    moves_on: date
    text: str


class MemberReturning(Contract):
    """返回通知: the member comes back; the host is asked about conduct and participation (D-40)."""

    type: Literal["MEMBER_RETURNING"] = "MEMBER_RETURNING"
    returns_on: date
    text: str


class ReturnCalledOff(Contract):
    """返回取消通知: he does not come back; the host goes on as before the return was announced."""

    type: Literal["RETURN_CALLED_OFF"] = "RETURN_CALLED_OFF"
    relocating: bool = Field(description="he was, and is, moving on to another host")
    text: str


class MemberStays(Contract):
    """党员不再返回告知: the host tells home that the announced return does not come about."""

    type: Literal["MEMBER_STAYS"] = "MEMBER_STAYS"
    told_on: date
    text: str


class ClosingNote(Contract):
    """流入期间情况说明 (9.3): what the host says of the member's time with it, and that it has released him."""

    type: Literal["CLOSING_NOTE"] = "CLOSING_NOTE"
    released_on: date
    enrolled_on: date
    host_branch: OrganisationCode
    host_branch_name: str
    conduct: str
    participation: str
    dues_paid_to: str = Field(description="YYYY-MM, or empty when none were paid here")
    text: str = ""


class TransferSent(Contract):
    """组织关系转出通知: the affiliation is on its way to the host; home answers for him until it is accepted."""

    type: Literal["TRANSFER_SENT"] = "TRANSFER_SENT"
    sent_on: date
    letter_number: str


class TransferAccepted(Contract):
    """组织关系接收回执 (条例 Art 25): from this day the host holds the affiliation."""

    type: Literal["TRANSFER_ACCEPTED"] = "TRANSFER_ACCEPTED"
    accepted_on: date
    letter_number: str


class TransferRejected(Contract):
    """组织关系退回通知: the transfer was not accepted; nothing has changed."""

    type: Literal["TRANSFER_REJECTED"] = "TRANSFER_REJECTED"
    rejected_on: date
    text: str


class CaseSuspended(Contract):
    """停止（恢复）党籍通知: what the two sides owe each other about him rests, or goes on again."""

    type: Literal["CASE_SUSPENDED"] = "CASE_SUSPENDED"
    since: date
    suspended: bool


class CaseClosed(Contract):
    """个案办结通知: the placement with this host is over; its rosters keep the history."""

    type: Literal["CASE_CLOSED"] = "CASE_CLOSED"
    reason: str
    closed_on: date


LEAVING_LABELS = {
    "RELOCATION": "变更流入地通知",
    "MEMBER_RETURNING": "返回通知",
    "RETURN_CALLED_OFF": "返回取消通知",
    "MEMBER_STAYS": "党员不再返回告知",
    "CLOSING_NOTE": "流入期间情况说明",
    "TRANSFER_SENT": "组织关系转出通知",
    "TRANSFER_ACCEPTED": "组织关系接收回执",
    "TRANSFER_REJECTED": "组织关系退回通知",
    "CASE_SUSPENDED": "停止（恢复）党籍通知",
    "CASE_CLOSED": "个案办结通知",
}
