"""When reminders and rises fall due, worked out from rulebook 6 by hand and not by the system's own planner.

A reminder comes at 08:00 of its day. A term has run out when its last day is over: 00:00 of the day after. A term
in days that ends on a day off ends on the next working day (Civil Code Art 203); a reminder need not roll.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

import chinese_calendar
import holidays

from shared.business_clock import SHANGHAI

DAY = timedelta(days=1)
LAST_PUBLISHED_YEAR = max(chinese_calendar.constants.holidays).year


@cache
def statutory(year: int) -> frozenset[date]:
    """For a year without a State Council notice: the festivals of the statute, without any swapped days."""
    named = holidays.country_holidays("CN", years=year, language="en_US")
    return frozenset(day for day, name in named.items() if not name.startswith("Day off"))


def is_worked(day: date) -> bool:
    if day.year <= LAST_PUBLISHED_YEAR:
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5 and day not in statutory(day.year)


def working_days_after(start: date, count: int) -> date:
    day = start
    while count:
        day += DAY
        count -= is_worked(day)
    return day


def working_day_before(day: date) -> date:
    day -= DAY
    while not is_worked(day):
        day -= DAY
    return day


def working_days_between(start: date, end: date) -> int:
    """After `start`, up to and including `end`."""
    return sum(is_worked(start + n * DAY) for n in range(1, (end - start).days + 1))


def days_off(start: date, end: date) -> set[date]:
    """After `start`, up to and including `end`."""
    days = {start + n * DAY for n in range(1, (end - start).days + 1)}
    return {day for day in days if not is_worked(day)}


def rolled(day: date) -> date:
    while not is_worked(day):
        day += DAY
    return day


def months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, order=True)
class Rung:
    """What should have fired: its moment, its name, whom it reaches, the rulebook's key behind it."""

    at: datetime
    name: str
    to: str
    key: str

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}  {self.name:<16} → {self.to:<12} {self.key}"


def reminder(name: str, day: date, to: str, key: str) -> Rung:
    return Rung(datetime.combine(day, time(8), SHANGHAI), name, to, key)


def term(name: str, last_day: date, to: str, key: str) -> Rung:
    return Rung(datetime.combine(last_day + DAY, time(0), SHANGHAI), name, to, key)


def one_working_day_before(due: date, to: str) -> Rung:
    return reminder("remind-before", working_day_before(due), to, "task.remind_before")


def report_at_host(left_on: date, branch: str, committee: str, department: str) -> list[Rung]:
    """`report.at_host`, `report.escalate`: day 7, 15, 25 · 30 branch · 45 committee · 90 department · 6 months."""
    key = "report.escalate"
    return [
        *(reminder(f"remind-{n}", left_on + n * DAY, branch, "report.reminders") for n in (7, 15, 25)),
        term("overdue", rolled(left_on + 30 * DAY), branch, key),
        term("raise-committee", rolled(left_on + 45 * DAY), committee, f"{key}.committee"),
        term("raise-department", rolled(left_on + 90 * DAY), department, f"{key}.department"),
        term("at-risk", rolled(months_after(left_on, 6)), branch, f"{key}.at_risk"),
    ]


def verification(reported_on: date, committee: str, department: str) -> list[Rung]:
    """`accept.verify` 5 wd; `accept.escalate` 10 wd head · 15 wd host department · 20 wd joint coordination."""
    due = working_days_after(reported_on, 5)
    return [
        one_working_day_before(due, committee),
        term("overdue", due, committee, "accept.verify"),
        term("raise-head", working_days_after(reported_on, 10), committee, "accept.escalate"),
        term("raise-department", working_days_after(reported_on, 15), department, "accept.escalate.department"),
        term("joint", working_days_after(reported_on, 20), department, "accept.escalate.joint"),
    ]


def review(opened_on: date, department: str) -> list[Rung]:
    """`refusal.review` 10 wd, then joint coordination."""
    due = working_days_after(opened_on, 10)
    return [one_working_day_before(due, department), term("joint", due, department, "refusal.review")]


def joint_coordination(since: date, department: str, province: str) -> list[Rung]:
    """`refusal.joint` 15 wd, then provincial coordination."""
    due = working_days_after(since, 15)
    return [one_working_day_before(due, department), term("provincial", due, province, "refusal.joint")]


def objection(refused_on: date, committee: str) -> list[Rung]:
    """`refusal.auto_open`: home may object within 5 wd."""
    due = working_days_after(refused_on, 5)
    return [one_working_day_before(due, committee), term("lapse", due, committee, "refusal.objection")]


def home_answer(asked_on: date, branch: str, committee: str, department: str) -> list[Rung]:
    """`accept.home_answer` 3 wd; then the committee; 3 wd later the department."""
    due = working_days_after(asked_on, 3)
    return [
        one_working_day_before(due, branch),
        term("raise-committee", due, committee, "accept.home_answer"),
        term("raise-department", working_days_after(due, 3), department, "accept.home_answer.escalate"),
    ]


def certificate_step(declared_on: date, holder: str, first: str, second: str) -> list[Rung]:
    """`certificate.issue` 5 wd from the declaration; 3 wd and 8 wd later one level up each."""
    due = working_days_after(declared_on, 5)
    return [
        one_working_day_before(due, holder),
        term("overdue", due, holder, "certificate.issue"),
        term("raise-first", working_days_after(due, 3), first, "certificate.escalate.first"),
        term("raise-second", working_days_after(due, 8), second, "certificate.escalate.second"),
    ]


@dataclass(frozen=True)
class CalendarQuarter:
    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "CalendarQuarter":
        return cls(day.year, (day.month + 2) // 3)

    @property
    def name(self) -> str:
        return f"{self.year}Q{self.number}"

    @property
    def first(self) -> date:
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        return self.next.first - DAY

    @property
    def next(self) -> "CalendarQuarter":
        return CalendarQuarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def grace_from(self) -> date:
        """The first of its last 30 days: who leaves from here on owes his first contact in the next quarter."""
        return self.last - 29 * DAY


def first_quarter(left_on: date) -> CalendarQuarter:
    """`contact.first_due_grace`."""
    quarter = CalendarQuarter.of(left_on)
    return quarter.next if left_on >= quarter.grace_from else quarter


def contact(quarter: CalendarQuarter, branch: str, committee: str, department: str | None = None) -> list[Rung]:
    """`contact.reminders` day 45, 75, last 3 days; missed at the end; committee 10 wd later; the department at once
    when it is the second miss in a row (`department` given)."""
    reminders = [
        *(reminder(f"remind-day-{n}", quarter.first + (n - 1) * DAY, branch, "contact.reminders") for n in (45, 75)),
        *(
            reminder(f"remind-last-{n}", quarter.last - (n - 1) * DAY, branch, "contact.reminders.last_days")
            for n in (3, 2, 1)
        ),
    ]
    ends = [term("missed", quarter.last, branch, "contact.period")]
    if department:
        ends.append(term("raise-department", quarter.last, department, "contact.escalate_department"))
    later = term("raise-committee", working_days_after(quarter.last, 10), committee, "contact.escalate_committee")
    return [*reminders, *ends, later]
