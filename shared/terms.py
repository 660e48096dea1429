"""Legal date arithmetic: dates in Asia/Shanghai, never instants (rulebook 6, time semantics)."""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema
from pydantic_core.core_schema import no_info_after_validator_function, str_schema

_DAY = timedelta(days=1)


def add_months(start: date, months: int) -> date:
    """The same day `months` later or earlier, clamped to the month's end (29 Feb + 12 → 28 Feb)."""
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month0 + 1, min(start.day, monthrange(year, month0 + 1)[1]))


def end_of_days(event: date, days: int, next_working: Callable[[date], date]) -> date:
    """The last day of a period in days: it starts the day after the event, and a last day that is
    not worked moves to the next working day (Civil Code Art 201, 203)."""
    return next_working(event + days * _DAY)


def end_of_months(event: date, months: int, next_working: Callable[[date], date]) -> date:
    """The last day of a period in calendar months, moved to a working day like a period in days."""
    return next_working(add_months(event, months))


def is_within(day: date, last: date) -> bool:
    """以内: the last day itself is still in time (Civil Code Art 1259)."""
    return day <= last


def lasts_at_least(start: date, end: date, months: int) -> bool:
    """以上: exactly `months` calendar months are enough (Civil Code Art 1259)."""
    return end >= add_months(start, months)


def lasts_longer_than(start: date, end: date, months: int) -> bool:
    """超过: exactly `months` calendar months are not enough (rulebook 5.0, > 6 months)."""
    return end > add_months(start, months)


class _Period(str):
    """A numbered part of a calendar year, written as one word: 2026Q4, 2026H2. Sorts by time."""

    PATTERN: ClassVar[str]
    LETTER: ClassVar[str]
    MONTHS: ClassVar[int]

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        if not re.fullmatch(cls.PATTERN, text, re.ASCII):
            raise ValueError(f"应写作 2026{cls.LETTER}1 的形式")
        return super().__new__(cls, text)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(cls, str_schema(pattern=f"^{cls.PATTERN}$"))

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(f"{day.year:04d}{cls.LETTER}{(day.month - 1) // cls.MONTHS + 1}")

    @property
    def year(self) -> int:
        return int(self[:4])

    @property
    def number(self) -> int:
        return int(self[-1])

    @property
    def first(self) -> date:
        return date(self.year, (self.number - 1) * self.MONTHS + 1, 1)

    @property
    def last(self) -> date:
        return add_months(self.first, self.MONTHS) - _DAY

    def next(self) -> Self:
        return self.of(add_months(self.first, self.MONTHS))

    def previous(self) -> Self:
        return self.of(self.first - _DAY)

    def day(self, n: int) -> date:
        """The n-th day of the period; its first day is day 1."""
        return self.first + (n - 1) * _DAY

    def day_from_end(self, n: int) -> date:
        """The n-th day counted from the end; its last day is 1."""
        return self.last - (n - 1) * _DAY


class Quarter(_Period):
    """A calendar quarter: 2026Q4."""

    PATTERN = "[1-9][0-9]{3}Q[1-4]"
    LETTER = "Q"
    MONTHS = 3

    __slots__ = ()

    @property
    def label(self) -> str:
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"


class HalfYear(_Period):
    """A calendar half-year, the contact period of members abroad (条例 Art 34): 2026H2."""

    PATTERN = "[1-9][0-9]{3}H[12]"
    LETTER = "H"
    MONTHS = 6

    __slots__ = ()

    @property
    def label(self) -> str:
        return f"{self.year}年{'上下'[self.number - 1]}半年"
