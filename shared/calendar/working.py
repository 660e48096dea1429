"""Working days, counted with their reasons. Pure: the years come from the registry or `published`."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cached_property
from typing import Self

from shared.calendar.year import CalendarPublished, CalendarYear, SkippedDay, YearStatus
from shared.contract import Contract

_DAY = timedelta(days=1)


class CalendarYearMissing(LookupError):
    """The calendar holds neither an official nor a provisional schedule for this year."""

    def __init__(self, year: int) -> None:
        super().__init__(f"工作日历缺少{year}年，请先导入该年的放假安排")
        self.year = year


class WorkingTerm(Contract):
    """A counted term: `due` is its last day, `skipped` the days between that did not count."""

    due: date
    counted: int
    skipped: tuple[SkippedDay, ...] = ()
    provisional: bool = False


class WorkingCalendar(Contract):
    """The years that are known. Every question about another year raises CalendarYearMissing."""

    years: tuple[CalendarYear, ...]

    @classmethod
    def of(cls, years: Iterable[CalendarYear]) -> Self:
        """Of several versions of one year the highest counts."""
        newest = {year.year: year for year in sorted(years, key=lambda one: one.version)}
        return cls(years=tuple(newest[number] for number in sorted(newest)))

    def with_year(self, year: CalendarYear) -> Self:
        """The calendar after a year was imported, for example when 2027 became official."""
        return type(self).of((*self.years, year))

    @cached_property
    def _by_year(self) -> dict[int, CalendarYear]:
        return {year.year: year for year in self.years}

    def knows(self, published: CalendarPublished) -> bool:
        year = self._by_year.get(published.year)
        return year is not None and year.version >= published.version

    def year_of(self, day: date) -> CalendarYear:
        if found := self._by_year.get(day.year):
            return found
        raise CalendarYearMissing(day.year)

    def reason_off(self, day: date) -> str | None:
        """周六, 周日, or the holiday's name; None on a working day."""
        return self.year_of(day).reason_off(day)

    def is_working(self, day: date) -> bool:
        return self.reason_off(day) is None

    def is_provisional(self, first: date, last: date) -> bool:
        """Whether any day from `first` to `last` lies in a year that is not published yet."""
        years = (self.year_of(date(number, 1, 1)) for number in range(first.year, last.year + 1))
        return any(year.status is YearStatus.PROVISIONAL for year in years)

    def next_working(self, day: date) -> date:
        """`day` itself when it is worked, otherwise the first working day after it (Civil Code Art 203)."""
        return next(one for one in _days(day, _DAY) if self.is_working(one))

    def previous_working(self, day: date) -> date:
        """`day` itself when it is worked, otherwise the last working day before it."""
        return next(one for one in _days(day, -_DAY) if self.is_working(one))

    def add_working_days(self, start: date, n: int) -> WorkingTerm:
        """A term of `n` working days; the first one is the first working day after `start`."""
        if n < 0:
            raise ValueError("工作日数不能为负")
        day, counted, skipped = start, 0, list[SkippedDay]()
        while counted < n:
            day += _DAY
            reason = self.reason_off(day)
            counted += reason is None
            if reason is not None:
                skipped.append(SkippedDay(on=day, reason=reason))
        return WorkingTerm(
            due=day,
            counted=n,
            skipped=tuple(skipped),
            provisional=self.is_provisional(start, day),
        )

    def working_days_before(self, day: date, n: int) -> date:
        """The n-th working day before `day`."""
        earlier = (one for one in _days(day - _DAY, -_DAY) if self.is_working(one))
        return day if n == 0 else [next(earlier) for _ in range(n)][-1]

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; 0 when `end` is not later."""
        return sum(self.is_working(start + i * _DAY) for i in range(1, (end - start).days + 1))

    def skipped_between(self, start: date, end: date) -> tuple[SkippedDay, ...]:
        """The days after `start` up to and including `end` that are not worked."""
        days = (start + i * _DAY for i in range(1, (end - start).days + 1))
        return tuple(SkippedDay(on=day, reason=reason) for day in days if (reason := self.reason_off(day)))


def _days(first: date, step: timedelta) -> Iterator[date]:
    day = first
    while True:
        yield day
        day += step
