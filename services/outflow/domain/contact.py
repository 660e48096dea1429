"""W-04: what a contact or an attempt does to the quarters that owe one (D-38)."""

from collections.abc import Mapping

from services.outflow.contract import ContactStatus

C = ContactStatus


def after_contact(statuses: Mapping[str, ContactStatus], period: str, reached: bool) -> dict[str, ContactStatus]:
    """Statuses by period after a contact dated in `period`. Only a two-way contact closes anything; it also
    makes earlier missed periods done late, because the member has been reached."""
    changed = {period: _of_its_own_period(statuses.get(period, C.OPEN), reached)}
    if reached:
        changed |= {p: C.DONE_LATE for p, status in statuses.items() if p < period and status in MISSING}
    return changed


MISSING = frozenset({C.OPEN, C.ATTEMPTED, C.MISSED})


def _of_its_own_period(before: ContactStatus, reached: bool) -> ContactStatus:
    if reached:
        return before if before in (C.DONE, C.DONE_LATE) else C.DONE
    return C.ATTEMPTED if before is C.OPEN else before


def missed_before(statuses: Mapping[str, ContactStatus], period: str) -> bool:
    """Whether the period just before was missed and is still open: the next miss is the second in a row."""
    earlier = [p for p in statuses if p < period]
    return bool(earlier) and statuses[max(earlier)] is C.MISSED
