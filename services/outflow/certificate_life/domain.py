"""W-02 after the issue, as tables: where each act may be taken, what counts as one payment, what is to be rewritten."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from services.outflow.certificate_life.contract import (
    ArrearsLevel,
    ReplacementReason,
    ReplacementStatus,
    VoidReason,
)
from services.outflow.domain.mobility import AWAY
from services.outflow.statuses import CaseStatus, CertificateStatus
from shared.terms import add_months

C, R, S = CertificateStatus, ReplacementStatus, CaseStatus

IN_HAND = frozenset({C.ISSUED, C.IN_USE, C.CHECK_OVERDUE})
"""The member holds a booklet that counts."""

OUT = AWAY | {S.RETURNING, S.LOST}
"""The case has left and is not over; a suspended member holds no valid booklet."""

CHECKED_IN = AWAY
"""Where the yearly check is owed."""

CASE_MUST_STAND: Mapping[str, frozenset[CaseStatus]] = {
    "report_loss": OUT,
    "check_loss": OUT,
    "request_replacement": OUT,
    "seal_replacement": OUT,
    "issue_replacement": OUT,
    "check_certificate": OUT,
    "void_certificate": OUT,
    "record_dues": OUT,
    "remind_of_dues": OUT,
    "consider_arrears": OUT,
    "put_away_certificate": frozenset({S.CLOSED_RETURNED}),
    "record_false_entries": OUT | {S.CLOSED_RETURNED},
    "settle_false_entries": frozenset(S),
}

REPLACEMENT_STEPS: Mapping[str, tuple[ReplacementStatus, ReplacementStatus]] = {
    "record_replacement_number": (R.REQUESTED, R.NUMBERED),
    "seal_replacement": (R.NUMBERED, R.SEALED),
    "issue_replacement": (R.SEALED, R.ISSUED),
}

MAY_REPLACE: Mapping[ReplacementReason, frozenset[CertificateStatus]] = {
    ReplacementReason.LOST: frozenset({C.VOID}),
    ReplacementReason.WRONG_ISSUE: frozenset({C.VOID}),
    ReplacementReason.RESTORED: frozenset({C.VOID}),
    ReplacementReason.DAMAGED: IN_HAND,
    ReplacementReason.FULL: IN_HAND,
}

REASON_OF_VOID: Mapping[VoidReason, ReplacementReason] = {
    VoidReason.LOST: ReplacementReason.LOST,
    VoidReason.WRONG_ISSUE: ReplacementReason.WRONG_ISSUE,
    VoidReason.SUSPENDED: ReplacementReason.RESTORED,
}
"""Which replacement a void booklet may have; after the end of membership none."""

VOIDED_BY: Mapping[CaseStatus, VoidReason] = {
    S.CLOSED_CANCELLED: VoidReason.CANCELLED,
    S.SUSPENDED: VoidReason.SUSPENDED,
    S.CLOSED_ENDED: VoidReason.ENDED,
}
"""W-02: any --(death, expulsion, removal, suspension, wrong issue)--> VOID; a cancelled departure uses no booklet."""

ENDED = frozenset({C.VOID, C.REPLACED, C.INSPECTED, C.CLOSED})

PROOF_KINDS = frozenset({"BRANCH_MEETING", "GROUP_MEETING", "LECTURE", "APPRAISAL", "ACTIVITY_DAY", "DUES"})
"""C-15: lost contact counts from the last participation or payment of dues."""

ALERT_TERMS: Mapping[ArrearsLevel, str] = {
    ArrearsLevel.WARN: "dues.alert",
    ArrearsLevel.CONSIDER: "dues.alert.task",
}


def is_late_report(lost_on: date, reported_on: date, days: int) -> bool:
    return reported_on > lost_on + timedelta(days=days)


def first_check(after: date, opens: str) -> date:
    """The first opening of the yearly check that lies after the issue."""
    this_year = in_year(after.year, opens)
    return this_year if this_year > after else in_year(after.year + 1, opens)


def in_year(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


def is_proof(kind: str, status: str, corrects: object) -> bool:
    """Whether an entry shows that he took part or paid; one that he objects to shows nothing yet."""
    return kind in PROOF_KINDS and status not in ("OBJECTED", "CORRECTED") and corrects is None


def paid_to(months: Iterable[str], departed_on: date) -> str:
    """The last month of which dues are entered; the month of the departure was home's."""
    return max([f"{departed_on:%Y-%m}", *months])


def alert_day(paid: str, months: int) -> date:
    """The first day on which that many whole months have gone by without an entry."""
    return add_months(date.fromisoformat(f"{paid}-01"), months + 1)


def since_last_confirmed(entries: Iterable[tuple[int, str, bool]]) -> tuple[int, ...]:
    """5.1: what the lost booklet held after the last entry that the member had confirmed, to be written again.
    Each entry is its serial, its status, and whether a counter-entry has taken it back."""
    ordered = sorted(entries)
    last = max((serial for serial, status, _ in ordered if status == "CONFIRMED"), default=0)
    return tuple(serial for serial, _, countered in ordered if serial > last and not countered)
