"""On which of the first days of a period a case is asked: twenty thousand cases must not wake in one second."""

from datetime import date, timedelta
from uuid import UUID

from shared.policy.pack import PolicyPack

KEY = "period.spread_days"


def spread_days(pack: PolicyPack) -> int:
    return pack.term(KEY).amount


def spread_opening(first: date, counts_from: date, subject: UUID, days: int) -> date:
    """The period's first day, later by up to `days` days, the same for the same case; 0: all on the first day. Who
    begins within the period is asked at once. The term does not move."""
    if counts_from > first or days <= 0:
        return max(first, counts_from)
    return first + timedelta(days=subject.int % (days + 1))
