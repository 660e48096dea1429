"""One year's schedule: what is known of it, from where, and which days are worked."""

from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Self

from pydantic import model_validator

from shared.contract import Contract

_WEEKEND = {5: "周六", 6: "周日"}


class YearStatus(StrEnum):
    """PROVISIONAL: no schedule is published yet, so the dates may still move (rulebook 4.1)."""

    OFFICIAL = "OFFICIAL"
    PROVISIONAL = "PROVISIONAL"


class NamedDay(Contract):
    on: date
    name: str


class SkippedDay(Contract):
    """A day that did not count, and why: 国庆节, 周六."""

    on: date
    reason: str


class CalendarPublished(Contract):
    """Signal `look_at_calendar`: which version of which year counts from now on."""

    year: int
    version: int


class CalendarYear(Contract):
    """One year's schedule: weekdays that are holidays, weekend days that are worked instead."""

    year: int
    status: YearStatus
    source: str
    version: int = 1
    holidays: tuple[NamedDay, ...] = ()
    working_weekends: tuple[NamedDay, ...] = ()

    @model_validator(mode="after")
    def _days_belong_here(self) -> Self:
        named = (*self.holidays, *self.working_weekends)
        if any(day.on.year != self.year for day in named):
            raise ValueError(f"放假安排中有不属于{self.year}年的日期")
        if any(day.on.weekday() in _WEEKEND for day in self.holidays):
            raise ValueError("放假日期只列周一至周五；周末本来就不上班")
        if any(day.on.weekday() not in _WEEKEND for day in self.working_weekends):
            raise ValueError("调休上班日期只能是周六或周日")
        if len({day.on for day in named}) != len(named):
            raise ValueError("放假安排中有重复日期")
        return self

    @cached_property
    def _holiday_names(self) -> dict[date, str]:
        return {day.on: day.name for day in self.holidays}

    @cached_property
    def _worked(self) -> frozenset[date]:
        return frozenset(day.on for day in self.working_weekends)

    def reason_off(self, day: date) -> str | None:
        """Why `day` is not worked, or None when it is."""
        if day in self._worked:
            return None
        return self._holiday_names.get(day) or _WEEKEND.get(day.weekday())
