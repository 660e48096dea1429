"""The dates of a probation: its end, what opens before it, what falls due after it (rulebook 6)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from shared.calendar.working import WorkingCalendar
from shared.policy.pack import PolicyPack
from shared.terms import add_months, end_of_days


def probation_end_of(admitted_on: date, months: int) -> date:
    """One year from the branch meeting that admitted, clamped to the month's end (29 Feb → 28 Feb)."""
    return add_months(admitted_on, months)


def extended_end(probation_end: date, months: int) -> date:
    """The extension follows on the first probation without a gap, however late it was resolved."""
    return add_months(probation_end, months)


def admitted_from(joined: str) -> date | None:
    """The file's 入党日期 when it names a day; a month alone is no date to count from."""
    return date.fromisoformat(joined) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", joined) else None


@dataclass(frozen=True)
class Milestones:
    """What opens by itself, and on which day."""

    prepare_on: date
    request_on: date
    apply_from: date
    opinion_since: date
    overdue_on: date
    waivable_from: date
    latest_meeting: date


def milestones(
    probation_end: date, requested_on: date | None, pack: PolicyPack, calendar: WorkingCalendar, stood_still: int = 0
) -> Milestones:
    """The terms of the opinion count from the end of probation, or from the request when that came later."""

    def before(key: str) -> date:
        return probation_end - timedelta(days=pack.term(key).amount)

    since = max(probation_end, requested_on or probation_end)

    def after(key: str) -> date:
        return end_of_days(since, pack.term(key).amount + stood_still, calendar.next_working)

    return Milestones(
        prepare_on=before("conversion.prepare"),
        request_on=before("conversion.request_opinion"),
        apply_from=before("conversion.application"),
        opinion_since=since,
        overdue_on=after("opinion.due") + timedelta(days=1),
        waivable_from=after("opinion.escalate.waive"),
        latest_meeting=end_of_days(
            probation_end, pack.term("meeting.latest_expected").amount + stood_still, calendar.next_working
        ),
    )


def days_stood_still(pauses: Iterable[tuple[date, date | None]], today: date) -> int:
    """Calendar days of suspension: the membership was suspended and nothing was owed."""
    return sum(((end or today) - start).days for start, end in pauses)
