"""Legal date arithmetic (rulebook 6, time semantics)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from shared.terms import (
    HalfYear,
    Quarter,
    add_months,
    end_of_days,
    end_of_months,
    is_within,
    lasts_at_least,
    lasts_longer_than,
)

days = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


def as_it_is(day: date) -> date:
    return day


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_months_are_clamped_to_the_end_of_the_month(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(days, st.integers(0, 120))
def test_adding_months_keeps_the_day_or_ends_the_month(start: date, months: int) -> None:
    end = add_months(start, months)

    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


def test_a_period_in_days_starts_on_the_day_after_the_event() -> None:
    assert end_of_days(date(2026, 9, 1), 30, as_it_is) == date(2026, 10, 1)


def test_a_last_day_that_is_not_worked_moves_to_a_working_day() -> None:
    def next_monday(day: date) -> date:
        return day + timedelta(days=-day.weekday() % 7)

    assert end_of_days(date(2026, 11, 1), 6, next_monday) == date(2026, 11, 9)
    assert end_of_months(date(2026, 10, 7), 1, next_monday) == date(2026, 11, 9)


def test_within_includes_the_last_day() -> None:
    assert is_within(date(2026, 10, 1), date(2026, 10, 1))
    assert not is_within(date(2026, 10, 2), date(2026, 10, 1))


def test_exactly_six_months_is_six_months_or_more_but_not_longer_than_six() -> None:
    start, end = date(2026, 8, 31), date(2027, 2, 28)

    assert lasts_at_least(start, end, 6)
    assert not lasts_longer_than(start, end, 6)
    assert lasts_longer_than(start, end + timedelta(days=1), 6)
    assert not lasts_at_least(start, end - timedelta(days=1), 6)


@pytest.mark.parametrize(
    ("quarter", "first", "last"),
    [
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026Q2", date(2026, 4, 1), date(2026, 6, 30)),
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_is_a_calendar_quarter(quarter: str, first: date, last: date) -> None:
    assert (Quarter(quarter).first, Quarter(quarter).last) == (first, last)


def test_days_of_a_quarter_count_from_one() -> None:
    fourth = Quarter("2026Q4")

    assert fourth.day(1) == date(2026, 10, 1)
    assert fourth.day(45) == date(2026, 11, 14)
    assert fourth.day_from_end(1) == date(2026, 12, 31)
    assert fourth.day_from_end(3) == date(2026, 12, 29)


@given(days)
def test_every_day_lies_in_its_quarter_and_half_year(day: date) -> None:
    for period in (Quarter.of(day), HalfYear.of(day)):
        assert period.first <= day <= period.last
        assert period.next().first == period.last + timedelta(days=1)
        assert period.next().previous() == period
        assert period < period.next()


def test_a_half_year_is_named_by_its_half() -> None:
    assert HalfYear.of(date(2026, 7, 1)) == HalfYear("2026H2")
    assert HalfYear("2026H1").last == date(2026, 6, 30)
    assert (HalfYear("2026H1").label, Quarter("2026Q3").label) == ("2026年上半年", "2026年第三季度")


class Asked(BaseModel):
    period: Quarter | HalfYear


@pytest.mark.parametrize("period", [Quarter("2026Q4"), HalfYear("2026H2")])
def test_a_period_is_one_word_in_json(period: Quarter | HalfYear) -> None:
    written = Asked(period=period).model_dump_json()

    assert written == f'{{"period":"{period}"}}'
    assert type(Asked.model_validate_json(written).period) is type(period)


@pytest.mark.parametrize("text", ["2026Q5", "2026Q0", "2026H3", "26Q1", "2026Q1 ", "", "２０２６Q1", "0000Q1"])
def test_a_period_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="应写作"):
        Quarter(text)
    with pytest.raises(ValidationError):
        Asked.model_validate({"period": text})
