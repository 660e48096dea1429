"""When a task is due, and when it reminds and rises: computed once, stored with its reasons."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from pydantic import AwareDatetime, Field

from shared.business_clock import SHANGHAI
from shared.calendar.working import WorkingCalendar
from shared.calendar.year import SkippedDay
from shared.contract import Contract
from shared.policy.ladder import Ladder, Rung, RungAction, RungEffect, RungTarget
from shared.policy.moments import Moment, Period, Reckoning, zh
from shared.policy.pack import PolicyPack, Term
from shared.policy.task_kinds import TaskKind

_REMINDERS_AT = time(8, tzinfo=SHANGHAI)
_MIDNIGHT = time(0, tzinfo=SHANGHAI)


class Why(Contract):
    """Why a date is what it is, for the people who are reminded or asked (rulebook 9.16)."""

    key: str = Field(examples=["T_CONTACT"])
    source: str = Field(examples=["S001-B 二(一)2"])
    text: str = Field(examples=["每季度联系一次：至2026年12月31日"])
    working_days_counted: int | None = Field(default=None, examples=[None])
    skipped: tuple[SkippedDay, ...] = ()


class PlannedRung(Contract):
    """One reminder or rise; `name` is unique in its schedule. `day` is the last day of the term it ends."""

    name: str = Field(examples=["remind-30"])
    action: RungAction = Field(examples=["REMIND"])
    at: AwareDatetime = Field(examples=["2026-12-01T08:00:00+08:00"])
    day: date = Field(examples=["2026-12-01"])
    to: RungTarget = Field(examples=["HOLDER"])
    effect: RungEffect | None = None
    provisional: bool = False
    why: Why


class Schedule(Contract):
    """A task's due date and rungs, in the order in which they fire. `policy` is `pack id@version`.

    `provisional` speaks of the due date only; a rung that lies in a year not yet published says so itself.
    """

    due_on: date = Field(examples=["2026-12-31"])
    budget_working_days: int = Field(examples=[62])
    provisional: bool = Field(examples=[False])
    policy: str = Field(examples=["CN-BASE-2019@1"])
    why: Why
    rungs: tuple[PlannedRung, ...]


def plan(
    kind: TaskKind,
    *,
    since: date,
    pack: PolicyPack,
    calendar: WorkingCalendar,
    quarter: Period | None = None,
    flags: frozenset[str] = frozenset(),
    suspended_working_days: int = 0,
    no_later_than: date | None = None,
) -> Schedule:
    """The schedule of a task whose term starts on the day after `since`.

    `quarter` is a HalfYear with the flag `abroad`. `no_later_than` is an own limit of the case (before
    departure) and counts only when it lies after `since`. Suspended days move the due date and every
    rung counted from the event or from it; the end of a quarter stays where the calendar has it.
    """
    ladder = pack.ladder(kind)
    reckoning = Reckoning(since, ladder.since, calendar, quarter, suspended_working_days)
    term = pack.term(ladder.term_key(flags))
    due = _limited(reckoning.due(term), since, no_later_than)
    budget = calendar.working_days_between(since, due.day)
    return Schedule(
        due_on=due.day,
        budget_working_days=max(budget - suspended_working_days, 0),
        provisional=due.provisional,
        policy=pack.reference,
        why=_why(term, due),
        rungs=_rungs(ladder, pack, reckoning, due.day, flags),
    )


def _limited(due: Moment, since: date, limit: date | None) -> Moment:
    if limit is None or not since < limit < due.day:
        return due
    return Moment(day=limit, says=f"须不晚于{zh(limit)}办结")


def _rungs(
    ladder: Ladder, pack: PolicyPack, reckoning: Reckoning, due: date, flags: frozenset[str]
) -> tuple[PlannedRung, ...]:
    rungs = [rung for rung in ladder.rungs if rung.applies(flags)]
    planned = [one for rung in rungs for one in _planned(rung, pack.term(rung.key), reckoning, due)]
    return tuple(sorted(planned, key=lambda one: one.at))


def _planned(rung: Rung, term: Term, reckoning: Reckoning, due: date) -> Iterator[PlannedRung]:
    reminds = rung.action is RungAction.REMIND
    for n in term.amounts if rung.counted else (None,):
        moment = reckoning.at(rung.anchor, term, n, due, rolls=not reminds)
        # A reminder of the opening day or earlier would only repeat that the task was opened.
        if reminds and moment.day <= reckoning.since:
            continue
        yield PlannedRung(
            name=rung.name if len(term.amounts) == 1 or n is None else f"{rung.name}-{n}",
            action=rung.action,
            at=_fires(moment.day, reminds=reminds),
            day=moment.day,
            to=rung.to,
            effect=rung.effect,
            provisional=moment.provisional,
            why=_why(term, moment),
        )


def _fires(day: date, *, reminds: bool) -> datetime:
    """A reminder comes in the morning of its day; a term has run out when its last day is over."""
    if reminds:
        return datetime.combine(day, _REMINDERS_AT)
    return datetime.combine(day + timedelta(days=1), _MIDNIGHT)


def _why(term: Term, moment: Moment) -> Why:
    day = zh(moment.day)
    parts = [f"{term.label}：{moment.says}" + ("" if day in moment.says else f"，即{day}")]
    if moment.skipped:
        parts.append(f"不计入{_summed(moment.skipped)}")
    if moment.provisional:
        parts.append("所涉年份的放假安排尚未公布，日期为暂定")
    return Why(
        key=term.key,
        source=term.source,
        text=f"{'；'.join(parts)}。依据：{term.source}。",
        working_days_counted=moment.counted,
        skipped=moment.skipped,
    )


def _summed(skipped: tuple[SkippedDay, ...]) -> str:
    return "、".join(f"{reason}{days}天" for reason, days in Counter(day.reason for day in skipped).items())
