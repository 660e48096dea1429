"""Whether a member's conversion is overdue when he comes in, and why (5.1, C-17)."""

from collections.abc import Callable, Sequence
from datetime import date

from services.outflow.conversion.domain.dates import admitted_from, probation_end_of
from services.outflow.roster.contract import RosterProblem, RosterRow, RosterSheet
from services.outflow.roster.old_data import overdue_reason
from services.outflow.roster.problems import problem
from services.outflow.statuses import Standing
from shared.calendar.working import WorkingCalendar
from shared.policy.pack import PolicyPack
from shared.terms import add_months, end_of_days

PackOf = Callable[[str], PolicyPack]
"""The rules in force for a branch, by its code."""

ASKS = ("overdue_reason", "probation_end")
"""A roster with one of these columns speaks of old data: there a reason is missing when the column is blank."""


def judge_probations(
    rows: Sequence[RosterRow], sheets: Sequence[RosterSheet], pack_of: PackOf, calendar: WorkingCalendar, today: date
) -> tuple[RosterRow, ...]:
    asking = {sheet.name for sheet in sheets if any(name in sheet.columns for name in ASKS)}
    return tuple(
        _judged(row, pack_of(row.values["branch"]), calendar, today)
        if row.sheet in asking and "branch" in row.values
        else row
        for row in rows
    )


def _judged(row: RosterRow, pack: PolicyPack, calendar: WorkingCalendar, today: date) -> RosterRow:
    values = dict(row.values)
    text, written = values.pop("overdue_text", None), values.pop("probation_end", None)
    if values.get("standing") != Standing.PROBATIONARY:
        return row.found(values, _unneeded(text, "不是预备党员") if "standing" in values else [])
    admitted = _admitted_on(values, written, pack)
    if admitted is None:
        return row.found(values, [problem("admission_unknown", "joined")] if text else [])
    end = probation_end_of(admitted, pack.term("probation.length").amount)
    values |= {"admitted": admitted.isoformat(), "probation_end": end.isoformat()}
    told = [] if written in (None, end.isoformat()) else [problem("probation_end_differs", "probation_end", end=end)]
    latest = end_of_days(end, pack.term("meeting.latest_expected").amount, calendar.next_working)
    if today <= latest:
        return row.found(values, [*told, *_unneeded(text, f"预备期到 {end}，{latest} 前召开支部大会不算超期")])
    kind = overdue_reason(text) if text else None
    if text is None or kind is None:
        return row.found(values, [*told, _reason_wanted(text, end, latest)])
    return row.found(values | {"overdue_reason": kind.value, "overdue_text": text}, told)


def _reason_wanted(text: str | None, end: date, latest: date) -> RosterProblem:
    if text is None:
        return problem("overdue_reason_missing", "overdue_reason", end=end, latest=latest)
    return problem("overdue_reason_unclear", "overdue_reason", text=text)


def _admitted_on(values: dict[str, str], written: str | None, pack: PolicyPack) -> date | None:
    """The day that the file has; else the one from which the probation that ends as written has run."""
    exact = admitted_from(values.get("joined", ""))
    if exact is None and written is not None:
        return add_months(date.fromisoformat(written), -pack.term("probation.length").amount)
    return exact


def _unneeded(text: str | None, why: str) -> list[RosterProblem]:
    return [problem("overdue_reason_unneeded", "overdue_reason", why=why)] if text else []
