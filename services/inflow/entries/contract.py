"""Public words of entries: acts, the booklet's pages as the host has them, and what the workflow follows."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from shared.business_clock import BusinessClock
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode
from shared.letters.contract import Side

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
Note = Annotated[str, StringConstraints(max_length=2000, strip_whitespace=True)]
MONTH = r"^(\d{4}-(0[1-9]|1[0-2]))?$"


class EntryKind(StrEnum):
    """7.1. ROLE: exemplary role in work and life, at least once in each calendar year (S001-C 二2)."""

    BRANCH_MEETING = "BRANCH_MEETING"
    GROUP_MEETING = "GROUP_MEETING"
    LECTURE = "LECTURE"
    APPRAISAL = "APPRAISAL"
    ACTIVITY_DAY = "ACTIVITY_DAY"
    DUES = "DUES"
    REWARD = "REWARD"
    PENALTY = "PENALTY"
    ROLE = "ROLE"
    OTHER = "OTHER"

    @property
    def label(self) -> str:
        return ENTRY_KIND_LABELS[self]


ENTRY_KIND_LABELS = {
    EntryKind.BRANCH_MEETING: "支部党员大会",
    EntryKind.GROUP_MEETING: "党小组会",
    EntryKind.LECTURE: "党课",
    EntryKind.APPRAISAL: "民主评议党员",
    EntryKind.ACTIVITY_DAY: "党员活动日",
    EntryKind.DUES: "交纳党费",
    EntryKind.REWARD: "奖励",
    EntryKind.PENALTY: "处分",
    EntryKind.ROLE: "发挥先锋模范作用",
    EntryKind.OTHER: "其他",
}


class EntryStatus(StrEnum):
    """W-12. UNCONFIRMED: nobody answered; it is never taken for the member's agreement."""

    ENTERED = "ENTERED"
    CONFIRMED = "CONFIRMED"
    UNCONFIRMED = "UNCONFIRMED"
    OBJECTED = "OBJECTED"
    STANDS = "STANDS"
    CORRECTED = "CORRECTED"

    @property
    def label(self) -> str:
        return ENTRY_STATUS_LABELS[self]


ENTRY_STATUS_LABELS = {
    EntryStatus.ENTERED: "已记载，待本人核实",
    EntryStatus.CONFIRMED: "本人已核实",
    EntryStatus.UNCONFIRMED: "未经本人核实",
    EntryStatus.OBJECTED: "本人有异议，待复核",
    EntryStatus.STANDS: "复核后维持",
    EntryStatus.CORRECTED: "已由更正记载代替",
}


class ConfirmedBy(StrEnum):
    MEMBER = "MEMBER"
    NONE = "NONE"


class RecordEntry(Contract):
    """D-54: at once. Dues have a month and an amount, which are recorded and never collected here."""

    happened_on: date = Field(examples=["2026-12-20"])
    kind: EntryKind = Field(examples=["ACTIVITY_DAY"])
    content: Text = Field(examples=["参加党员活动日，集体学习。"])
    place: Note = Field(default="", examples=["社区党群服务中心"])
    month: str = Field(default="", pattern=MONTH, description="of dues", examples=[""])
    amount: Decimal | None = Field(default=None, gt=0, max_digits=9, decimal_places=2, examples=[None])


class ConfirmEntry(Contract):
    """The member has read the entry and signed (S001-C 二2)."""

    confirmed_on: date = Field(examples=["2026-12-21"])
    signed_by_member: bool = Field(examples=[True])


class ObjectToEntry(Contract):
    objected_on: date = Field(examples=["2026-12-21"])
    text: Text = Field(examples=["当日请假，没有参加。"])


class ReviewOutcome(StrEnum):
    CORRECTED = "CORRECTED"
    STANDS = "STANDS"


class ReviewEntry(Contract):
    """The branch committee's review of an objection; CORRECTED writes a counter-entry, with or without a right one."""

    outcome: ReviewOutcome = Field(examples=["STANDS"])
    text: Text = Field(examples=["经查签到记录，记载属实。"])
    correction: RecordEntry | None = None


class CorrectEntry(Contract):
    """The branch has found its own mistake. Without `correction` the entry is only taken back."""

    text: Text = Field(examples=["日期写错。"])
    correction: RecordEntry | None = None


class ReportCertificateLost(Contract):
    """The member reports the loss where he is; home, which issued the booklet, checks it (C-22)."""

    lost_on: date = Field(examples=["2026-12-18"])
    text: Text = Field(examples=["在工地遗失。"])


class CheckBooklet(Contract):
    """年审 by the host branch."""

    checked_on: date = Field(examples=["2026-12-22"])
    remarks: Note = Field(default="", examples=["记载完整。"])


class TakeUpBooklet(Contract):
    """The new booklet has been seen, and the listed entries are written in it again."""

    number: str = Field(min_length=6, max_length=40, examples=["321003-2026-000002"])
    taken_up_on: date = Field(examples=["2026-12-24"])
    all_rewritten: bool = Field(examples=[True])


class AnswerFalseEntries(Contract):
    admitted: bool = Field(examples=[True])
    text: Text = Field(examples=["经查系误记他人活动，已更正。"])


class Entry(Contract):
    entry_id: UUID
    serial: int
    happened_on: date
    kind: EntryKind
    content: str
    place: str
    month: str
    amount: Decimal | None
    recorder: str
    recorded_on: date
    same_day: bool
    late: bool = Field(description="later than `certificate.entry` allows")
    corrects: UUID | None
    status: EntryStatus
    confirmed_by: ConfirmedBy
    answered_on: date | None
    objection: str
    review: str
    corrected_by: UUID | None


class HostFinding(Contract):
    """False entries that home has found, and what came of it."""

    finding_id: UUID
    serial: int
    entries: tuple[UUID, ...]
    text: str
    found_on: date
    answer: str
    answered_on: date | None
    outcome: str
    proved: bool | None


class CheckedYear(Contract):
    year: int
    checked_on: date
    by: Side


class EntryBook(Contract):
    """活动证记载: the host's pages of the booklet."""

    without_booklet_since: date | None
    void_number: str
    new_number: str
    to_rewrite: tuple[UUID, ...]
    entries: tuple[Entry, ...]
    checks: tuple[CheckedYear, ...]
    findings: tuple[HostFinding, ...]


class Waiting(Contract):
    """An entry, a finding or a year that waits for somebody since a day."""

    serial: int
    since: date


class EntriesState(Contract):
    """What the host's workflow of W-12 follows: references and dates. The highest version counts."""

    placement_id: UUID
    case_id: CaseId
    attempt: int
    version: int
    clock: BusinessClock
    over: bool
    host_branch: OrganisationCode
    unconfirmed: tuple[Waiting, ...]
    objected: tuple[Waiting, ...]
    role_years: tuple[Waiting, ...]
    next_role_on: date | None
    booklet: Waiting | None
    findings: tuple[Waiting, ...]
    letters: tuple[UUID, ...]

    @property
    def subject(self) -> UUID:
        return self.placement_id

    @property
    def owner(self) -> OrganisationCode:
        return self.host_branch

    @property
    def workflow_id(self) -> str:
        return f"certificate-entries/{self.case_id}/{self.attempt}"


class RunningEntries(Contract):
    items: list[EntriesState]
    next: UUID | None
