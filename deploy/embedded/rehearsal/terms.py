"""Terms by the ledger's own reckoning: the calendar and the figures of the national pack, nothing of the product's
planning, so that it can be found wrong."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from types import MappingProxyType

from shared.business_clock import SHANGHAI
from shared.calendar.published import published_calendar

DAY = timedelta(days=1)
FIGURES = MappingProxyType(
    {
        "certificate.issue": 5,
        "report.at_host": 30,
        "report.escalate.committee": 45,
        "report.escalate.at_risk": 6,
        "accept.verify": 5,
        "accept.enrol": 10,
        "refusal.review": 10,
        "period.spread_days": 14,
        "contact.first_due_grace": 30,
        "feedback.first_due_grace": 30,
        "feedback.acknowledge": 5,
        "notice.first_due_grace": 30,
        "feedback.answer": 5,
        "entry.confirm": 15,
        "record.role_entry.within": 30,
        "record.role_entry.grace": 90,
        "certificate.yearly_check.within": 60,
        "certificate.put_away": 10,
        "dues.alert": 3,
        "dues.alert.task": 6,
        "dues.alert.remind": 10,
        "dues.alert.consider": 30,
        "member.yearly_report.within": 45,
        "conversion.prepare": 60,
        "conversion.application": 30,
        "conversion.request_opinion": 30,
        "conversion.request_opinion.within": 5,
        "opinion.due": 15,
        "opinion.escalate.departments": 25,
        "meeting.latest_expected": 45,
        "conversion.report": 5,
        "conversion.approval": 3,
        "conversion.notify": 10,
        "lost.search": 30,
        "lost.help": 10,
        "lost.record": 10,
        "lost.meeting": 30,
        "lost.approval": 3,
        "lost.filing": 10,
        "lost.confirm": 6,
        "relocate.notice.host": 3,
        "return.report": 15,
        "return.inspect": 10,
        "question.answer": 15,
        "question.confirm": 15,
        "agreement.answer": 15,
        "survey.open": 10,
        "survey.return": 20,
        "survey.check": 10,
    }
)
"""What CN-BASE-2019 says; `survey.window.report` and the opening days below are days of the year."""
CHECK_OPENS, REPORT_OPENS, ROLE_OPENS = (11, 1), (11, 1), (12, 1)
SURVEY_OPENS, SURVEY_REPORT_BY = (10, 1), (12, 15)


@dataclass(frozen=True)
class Days:
    """The day of an act. At a hundred thousand times the speed a midnight may pass while an act is on its way: then
    it is one of several days, and the ledger does not know which. `first` is the day that the act itself named."""

    first: date
    last: date

    @classmethod
    def of(cls, day: date) -> "Days":
        return cls(day, day)

    def moved(self, term: Callable[[date], date]) -> "Days":
        return Days(term(self.first), term(self.last))

    def delivered(self, slack: timedelta) -> "Days":
        """When the other side has heard of it: a letter takes no longer than `slack`."""
        return Days(self.first, self.last + slack)

    def not_before(self, day: date) -> "Days":
        return Days(max(self.first, day), max(self.last, day))

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def working_days(key: str) -> Callable[[date], date]:
    """The day on which so many working days have passed since the day after."""
    number = FIGURES[key]
    return lambda day: working_days_after(day, number)


def days(key: str) -> Callable[[date], date]:
    return lambda day: next_working(day + FIGURES[key] * DAY)


def months(key: str) -> Callable[[date], date]:
    return lambda day: next_working(months_after(day, FIGURES[key]))


def working_days_after(day: date, number: int) -> date:
    calendar = published_calendar()
    while number:
        day += DAY
        number -= calendar.is_working(day)
    return day


def next_working(day: date) -> date:
    calendar = published_calendar()
    while not calendar.is_working(day):
        day += DAY
    return day


def months_after(day: date, number: int) -> date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    beyond = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + (day.day - 1) * DAY, beyond - DAY)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(0), SHANGHAI)


def quarter_of(day: date) -> str:
    return f"{day.year}Q{(day.month + 2) // 3}"


def first_day(quarter: str) -> date:
    return date(int(quarter[:4]), int(quarter[-1]) * 3 - 2, 1)


def next_quarter(quarter: str) -> str:
    year, number = int(quarter[:4]), int(quarter[-1])
    return f"{year + number // 4}Q{number % 4 + 1}"


def last_day(quarter: str) -> date:
    return first_day(next_quarter(quarter)) - DAY


def first_quarter(day: date, grace: str) -> str:
    """Who begins in the last days of a quarter owes it for the first time in the next one."""
    quarter = quarter_of(day)
    return next_quarter(quarter) if day > last_day(quarter) - FIGURES[grace] * DAY else quarter


def spread(quarter: str, counts_from: date) -> Days:
    """When a quarter is asked for: at once from whom began within it, else on one of its first days."""
    first = first_day(quarter)
    if counts_from > first:
        return Days.of(counts_from)
    return Days(first, first + FIGURES["period.spread_days"] * DAY)
