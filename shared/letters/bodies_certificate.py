"""What the two sides tell each other about the booklet and what is written in it (W-02, W-12)."""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.contract import Contract


class CertificateVoided(Contract):
    """作废通报: the number fails verification from now on. `lost`: home goes on with a member without a booklet."""

    type: Literal["CERTIFICATE_VOIDED"] = "CERTIFICATE_VOIDED"
    number: str
    reason: str
    voided_on: date
    lost: bool


class CertificateReplaced(Contract):
    """补发通报: a new booklet; `missing` are the entries that the host writes into it once more."""

    type: Literal["CERTIFICATE_REPLACED"] = "CERTIFICATE_REPLACED"
    old_number: str
    number: str
    issued_on: date
    reason: str
    missing: tuple[UUID, ...] = ()


class CertificateLost(Contract):
    """遗失报告: the member told the host; home, which issued the booklet, checks the facts."""

    type: Literal["CERTIFICATE_LOST"] = "CERTIFICATE_LOST"
    number: str
    lost_on: date
    reported_on: date
    text: str


class EntryInLetter(Contract):
    """One entry as the host has it, and how the member has answered to it so far."""

    entry_id: UUID
    serial: int
    happened_on: date
    kind: str
    content: str
    place: str
    month: str = ""
    amount: Decimal | None = None
    recorder: str
    recorded_on: date
    late: bool
    corrects: UUID | None = None
    status: str
    confirmed_by: str = "NONE"
    answered_on: date | None = None


class EntriesMade(Contract):
    """记载通报: entries that are new, or that have been answered; the newest word about an entry counts."""

    type: Literal["ENTRIES_MADE"] = "ENTRIES_MADE"
    entries: tuple[EntryInLetter, ...]


class CertificateChecked(Contract):
    """年审通报: one side has checked the booklet for the year, so the other need not."""

    type: Literal["CERTIFICATE_CHECKED"] = "CERTIFICATE_CHECKED"
    year: int
    checked_on: date
    remarks: str = ""


class BookletTakenUp(Contract):
    """启用通报: the host has seen the new booklet and written the missing entries into it."""

    type: Literal["BOOKLET_TAKEN_UP"] = "BOOKLET_TAKEN_UP"
    number: str
    taken_up_on: date
    rewritten: int = Field(ge=0)


class FalseEntriesFound(Contract):
    """不实记载通报: what home found at the inspection; the host looks into it and answers."""

    type: Literal["FALSE_ENTRIES_FOUND"] = "FALSE_ENTRIES_FOUND"
    finding_id: UUID
    entries: tuple[UUID, ...]
    text: str
    found_on: date


class FalseEntriesAnswered(Contract):
    """不实记载核查答复."""

    type: Literal["FALSE_ENTRIES_ANSWERED"] = "FALSE_ENTRIES_ANSWERED"
    finding_id: UUID
    admitted: bool
    text: str


class FindingSettled(Contract):
    """处理结论: what home's committee concluded; both sides hold the same words."""

    type: Literal["FINDING_SETTLED"] = "FINDING_SETTLED"
    finding_id: UUID
    proved: bool
    text: str
    settled_on: date


class NumberVoided(Contract):
    """编号作废通报, between departments: a number of ours is good at no host of yours any more. Names nobody."""

    type: Literal["NUMBER_VOIDED"] = "NUMBER_VOIDED"
    number: str
    reason: str
    voided_on: date


CERTIFICATE_LABELS = {
    "CERTIFICATE_VOIDED": "活动证作废通报",
    "CERTIFICATE_REPLACED": "活动证补发通报",
    "NUMBER_VOIDED": "活动证编号作废通报",
    "CERTIFICATE_LOST": "活动证遗失报告",
    "ENTRIES_MADE": "活动证记载通报",
    "CERTIFICATE_CHECKED": "活动证年审通报",
    "BOOKLET_TAKEN_UP": "新证启用通报",
    "FALSE_ENTRIES_FOUND": "不实记载通报",
    "FALSE_ENTRIES_ANSWERED": "不实记载核查答复",
    "FINDING_SETTLED": "不实记载处理结论",
}
