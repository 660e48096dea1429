"""Public words of the certificate's life: acts, the booklet as home sees it, and what the workflow follows."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from pydantic import Field

from services.outflow.acts import Note, Text
from services.outflow.statuses import CertificateStatus
from shared.contract import Contract
from shared.identifiers import CaseId, OrganisationCode
from shared.letters.contract import Side

Month = str
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


class LossStatus(StrEnum):
    """REPORTED: home checks the facts. FOUND: the booklet is there after all."""

    REPORTED = "REPORTED"
    VOIDED = "VOIDED"
    FOUND = "FOUND"


class CheckStatus(StrEnum):
    OPEN = "OPEN"
    PASSED = "PASSED"
    OVERDUE = "OVERDUE"


class ReplacementReason(StrEnum):
    """LOST, WRONG_ISSUE, RESTORED: the old number is void (`replaces`); DAMAGED, FULL: it goes on (`continues`)."""

    LOST = "LOST"
    WRONG_ISSUE = "WRONG_ISSUE"
    RESTORED = "RESTORED"
    DAMAGED = "DAMAGED"
    FULL = "FULL"

    @property
    def continues(self) -> bool:
        return self in (ReplacementReason.DAMAGED, ReplacementReason.FULL)


class ReplacementStatus(StrEnum):
    REQUESTED = "REQUESTED"
    NUMBERED = "NUMBERED"
    SEALED = "SEALED"
    ISSUED = "ISSUED"
    CANCELLED = "CANCELLED"


class VoidReason(StrEnum):
    LOST = "LOST"
    WRONG_ISSUE = "WRONG_ISSUE"
    CANCELLED = "CANCELLED"
    SUSPENDED = "SUSPENDED"
    ENDED = "ENDED"
    REPLACED = "REPLACED"


class ArrearsLevel(StrEnum):
    """`dues.alert` warns, `dues.alert.task` asks the branch to look into it."""

    WARN = "WARN"
    CONSIDER = "CONSIDER"


class FindingStatus(StrEnum):
    OPEN = "OPEN"
    ANSWERED = "ANSWERED"
    SETTLED = "SETTLED"


class ReportLoss(Contract):
    """The member's word that the booklet is lost (C-22: promptly, to the organisation that issued it)."""

    lost_on: date = Field(examples=["2026-11-10"])
    text: Text = Field(examples=["乘车途中遗失，已在车站寻找未果。"])


class CheckLoss(Contract):
    """The brief check of the facts: the number is void at once, or the booklet was found."""

    lost: bool = Field(examples=[True])
    text: Text = Field(examples=["已向本人和车站核实，确已遗失。"])


class RequestReplacement(Contract):
    reason: ReplacementReason = Field(examples=["LOST"])
    photo_attached: bool = Field(default=True, examples=[True])


class RecordReplacementNumber(Contract):
    certificate_id: UUID = Field(examples=["01992f6e-7c00-7000-8000-000000000001"])
    number: str = Field(pattern=r"^[0-9A-Z-]{6,40}$", examples=["321003-2026-000002"])
    numbered_on: date = Field(examples=["2026-11-16"])


class SealReplacement(Contract):
    sealed_on: date = Field(examples=["2026-11-17"])


class IssueReplacement(Contract):
    """Handed over or sent; the member has signed for it."""

    issued_on: date = Field(examples=["2026-11-18"])
    signed_by_member: bool = Field(examples=[True])


class CheckCertificate(Contract):
    """年审: once a year with the appraisal, by the home or the host branch (C-2)."""

    checked_on: date = Field(examples=["2026-12-10"])
    remarks: Note = Field(default="", examples=["记载完整，经年审合格。"])


class VoidCertificate(Contract):
    """A wrongly issued booklet is taken back by the committee that sealed it."""

    text: Text = Field(examples=["姓名填写有误，收回作废。"])


class RecordDues(Contract):
    """Dues paid at home; amounts are recorded, never collected here (9.13)."""

    month: Month = Field(pattern=MONTH, examples=["2026-10"])
    amount: Decimal = Field(gt=0, max_digits=9, decimal_places=2, examples=["20.00"])
    paid_on: date = Field(examples=["2026-10-20"])


class RecordFalseEntries(Contract):
    """What the home branch found when it inspected the booklet."""

    entries: tuple[UUID, ...] = Field(min_length=1, max_length=200, examples=[["01992f6e-7c00-7000-8000-000000000005"]])
    found_on: date = Field(examples=["2026-11-20"])
    text: Text = Field(examples=["所载10月活动日该同志实际在家，与记载不符。"])


class PutAwayCertificate(Contract):
    """W-02: the inspected booklet is archived, or kept for the member's next departure; its use has ended."""

    put_away_on: date = Field(examples=["2026-12-28"])
    kept: bool = Field(description="kept for the next departure instead of archived", examples=[False])
    remarks: Note = Field(default="", examples=["已归入党员档案。"])


class RemindOfDues(Contract):
    """`dues.alert`: the member has been reminded of what he has not paid."""

    reminded_on: date = Field(examples=["2026-07-03"])
    text: Text = Field(examples=["已电话提醒本人，答应本月补交4至6月党费。"])


class ConsiderArrears(Contract):
    """`dues.alert.task`: what the branch found; nothing follows by itself (dues rules Art 13)."""

    considered_on: date = Field(examples=["2026-10-09"])
    good_reason: bool = Field(description="there is a good reason for not having paid", examples=[True])
    text: Text = Field(examples=["因伤住院半年，经支部同意缓交，出院后补交。"])


class SettleFalseEntries(Contract):
    proved: bool = Field(examples=[True])
    text: Text = Field(examples=["经两地核查，记载不实，已由流入地更正并批评教育。"])


class BookletView(Contract):
    """One booklet of the case, from its number to its end."""

    certificate_id: UUID
    status: CertificateStatus
    number: str | None
    issued_on: date | None
    voided_on: date | None
    void_reason: VoidReason | None
    replaces: UUID | None
    continues: UUID | None


class HostPage(Contract):
    """7.1, one page for each host."""

    attempt: int
    host_committee: str
    host_branch: str
    came_in_on: date
    contact: str
    left_on: date | None


class EntryView(Contract):
    """One entry as the host told it. `status`, `confirmed_by`: never taken for the member's word without it."""

    entry_id: UUID
    attempt: int
    serial: int
    happened_on: date
    kind: str
    content: str
    place: str
    month: str
    amount: Decimal | None
    recorder: str
    recorded_on: date
    late: bool
    corrects: UUID | None
    corrected_by: UUID | None
    status: str
    confirmed_by: str
    answered_on: date | None


class DuesLine(Contract):
    """One month of the ledger; a payment told by both sides is counted once."""

    month: Month
    amount: Decimal
    paid_at: Side
    recorded_twice: bool


class YearlyCheck(Contract):
    year: int
    status: CheckStatus
    checked_on: date | None
    by: Side | None
    remarks: str


class LossView(Contract):
    loss_id: UUID
    number: str
    status: LossStatus
    lost_on: date
    reported_on: date
    told_by: Side
    late: bool
    text: str
    checked_on: date | None
    outcome: str


class ReplacementView(Contract):
    certificate_id: UUID
    status: ReplacementStatus
    reason: ReplacementReason
    requested_on: date
    number: str | None
    issued_on: date | None
    old_number: str


class FindingView(Contract):
    finding_id: UUID
    status: FindingStatus
    entries: tuple[UUID, ...]
    found_on: date
    text: str
    answer: str
    admitted: bool | None
    outcome: str
    proved: bool | None
    settled_on: date | None
    duty_holder: OrganisationCode


class InspectionView(Contract):
    """7.1: the inspection on return, and where the booklet went."""

    number: str
    inspected_on: date
    entries_in_order: bool
    put_away_on: date | None
    kept: bool | None
    remarks: str


class ArrearsView(Contract):
    """Dues not entered after `paid_to`: when the branch was alerted and what it found."""

    paid_to: Month
    level: ArrearsLevel
    since: date
    settled_on: date | None
    good_reason: bool | None
    text: str


class CertificateFile(Contract):
    """活动证: the booklets of one case and everything that is written in or about them."""

    without_booklet_since: date | None
    booklets: tuple[BookletView, ...]
    pages: tuple[HostPage, ...]
    entries: tuple[EntryView, ...]
    dues: tuple[DuesLine, ...]
    arrears: tuple[ArrearsView, ...]
    checks: tuple[YearlyCheck, ...]
    inspection: InspectionView | None
    losses: tuple[LossView, ...]
    replacements: tuple[ReplacementView, ...]
    findings: tuple[FindingView, ...]
    to_rewrite: tuple[UUID, ...] = Field(description="entries since the last confirmed one, for the new booklet")


class RegisterLine(Contract):
    """7.2: name, branch, issue date, reason, destination, time out, number."""

    case_id: CaseId
    member_name: str
    home_branch: OrganisationCode
    home_branch_name: str
    number: str
    status: CertificateStatus
    issued_on: date
    reason: str
    destination: str
    departed_on: date | None


class IssueRegister(Contract):
    items: list[RegisterLine]
    next: str | None


class VoidedNumber(Contract):
    """What the registry must know; told again it changes nothing."""

    certificate_id: UUID
    reason: VoidReason
    voided_on: date
