"""Which quarter, or half-year abroad, owes the first contact with a member who has left (W-04)."""

from datetime import date

from shared.policy.moments import Period
from shared.policy.pack import PolicyPack
from shared.terms import HalfYear, Quarter


def contact_period(day: date, *, abroad: bool = False) -> Period:
    """The period that `day` lies in; half-yearly abroad (条例 Art 34)."""
    return HalfYear.of(day) if abroad else Quarter.of(day)


def first_contact_period(start: date, pack: PolicyPack, *, abroad: bool = False) -> Period:
    """A case that starts in the last 30 days of a period owes its first contact in the next one."""
    period = contact_period(start, abroad=abroad)
    grace = pack.term("contact.first_due_grace").amount
    return period.next() if start >= period.day_from_end(grace) else period
