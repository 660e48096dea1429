"""The weeks ahead, Monday to Sunday in business time, as the load is counted by them."""

from dataclasses import dataclass
from datetime import date, timedelta

from shared.calendar.published import published_calendar

WEEKS_AHEAD = 8
"""How far the load is looked at: this week and the seven after it (issue 4, 4)."""
_WEEK, _TO_SUNDAY = timedelta(weeks=1), timedelta(days=6)


@dataclass(frozen=True)
class Week:
    """`first` is a Monday but for the week that runs: what is due before today is overdue, not ahead."""

    monday: date
    first: date

    @property
    def last(self) -> date:
        return self.monday + _TO_SUNDAY

    @property
    def working_days(self) -> int:
        """Of the days that remain, by the calendar of holidays and of weekends worked for them."""
        calendar = published_calendar()
        days = (self.last - self.first).days + 1
        return sum(calendar.is_working(self.first + timedelta(days=n)) for n in range(days))


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def weeks_ahead(today: date) -> list[Week]:
    mondays = [monday_of(today) + n * _WEEK for n in range(WEEKS_AHEAD)]
    return [Week(monday, max(monday, today)) for monday in mondays]
