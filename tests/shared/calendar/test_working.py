"""Working days, counted with their reasons."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.calendar.published import published_calendar
from shared.calendar.working import CalendarYearMissing, WorkingCalendar
from shared.calendar.year import CalendarYear, NamedDay, YearStatus

CALENDAR = published_calendar()
days = st.dates(min_value=date(2004, 2, 1), max_value=date(2029, 1, 1))


def test_national_day_2026_is_skipped_with_its_name_and_the_make_up_saturday_counts() -> None:
    term = CALENDAR.add_working_days(date(2026, 9, 29), 5)

    assert term.due == date(2026, 10, 12)
    assert [day.on.day for day in term.skipped] == [1, 2, 3, 4, 5, 6, 7, 11]
    assert {day.reason for day in term.skipped} == {"国庆节", "周六", "周日"}
    assert CALENDAR.is_working(date(2026, 10, 10))


def test_spring_festival_2026_is_skipped_from_the_15th_to_the_23rd() -> None:
    assert CALENDAR.is_working(date(2026, 2, 14))
    assert CALENDAR.add_working_days(date(2026, 2, 14), 1).due == date(2026, 2, 24)
    assert len(CALENDAR.skipped_between(date(2026, 2, 14), date(2026, 2, 23))) == 9


def test_a_term_of_no_days_ends_on_its_own_day() -> None:
    assert CALENDAR.add_working_days(date(2026, 10, 1), 0).due == date(2026, 10, 1)


def test_a_negative_term_is_refused() -> None:
    with pytest.raises(ValueError, match="不能为负"):
        CALENDAR.add_working_days(date(2026, 10, 1), -1)


@given(days, st.integers(1, 60))
def test_adding_working_days_equals_walking_the_days(start: date, n: int) -> None:
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_working(day)

    term = CALENDAR.add_working_days(start, n)

    assert term.due == day
    assert len(term.skipped) + n == (day - start).days
    assert CALENDAR.working_days_between(start, day) == n
    assert all(CALENDAR.reason_off(skipped.on) == skipped.reason for skipped in term.skipped)


@given(days, st.integers(1, 30))
def test_going_back_undoes_going_forward(start: date, n: int) -> None:
    worked = CALENDAR.next_working(start)

    assert CALENDAR.working_days_before(CALENDAR.add_working_days(worked, n).due, n) == worked


@given(days)
def test_the_next_and_the_previous_working_day_stay_when_the_day_is_worked(day: date) -> None:
    later, earlier = CALENDAR.next_working(day), CALENDAR.previous_working(day)

    assert earlier <= day <= later
    assert CALENDAR.is_working(earlier)
    assert CALENDAR.is_working(later)
    assert (earlier == later) == CALENDAR.is_working(day)


def test_no_working_days_lie_between_a_day_and_an_earlier_one() -> None:
    assert CALENDAR.working_days_between(date(2026, 11, 20), date(2026, 11, 16)) == 0


def test_a_term_that_reaches_an_unpublished_year_is_provisional() -> None:
    assert CALENDAR.add_working_days(date(2026, 12, 28), 5).provisional
    assert not CALENDAR.add_working_days(date(2026, 12, 1), 5).provisional


def test_a_year_that_nobody_knows_is_refused_and_not_taken_for_one_without_holidays() -> None:
    with pytest.raises(CalendarYearMissing, match="2027年"):
        published_calendar(2026, 2026).add_working_days(date(2026, 12, 30), 5)


def official_2027() -> CalendarYear:
    return CalendarYear(
        year=2027,
        status=YearStatus.OFFICIAL,
        source="国务院办公厅通知",
        version=2,
        holidays=(NamedDay(on=date(2027, 1, 1), name="元旦"),),
        working_weekends=(NamedDay(on=date(2027, 1, 3), name="元旦"),),
    )


def test_an_official_year_replaces_the_provisional_one() -> None:
    before = CALENDAR.add_working_days(date(2026, 12, 31), 1)
    after = CALENDAR.with_year(official_2027()).add_working_days(date(2026, 12, 31), 1)

    assert (before.due, before.provisional) == (date(2027, 1, 4), True)
    assert (after.due, after.provisional) == (date(2027, 1, 3), False)


def test_an_older_version_of_a_year_does_not_come_back() -> None:
    official = CALENDAR.with_year(official_2027())

    assert official.with_year(CALENDAR.year_of(date(2027, 1, 1))) == official


def test_a_calendar_travels_as_json() -> None:
    some = published_calendar(2026, 2027)

    assert WorkingCalendar.model_validate_json(some.model_dump_json()) == some


@pytest.mark.parametrize(
    ("holidays", "working_weekends", "sentence"),
    [
        ([date(2026, 10, 1)], [], "不属于2027年"),
        ([date(2027, 1, 2)], [], "只列周一至周五"),
        ([], [date(2027, 1, 4)], "只能是周六或周日"),
        ([date(2027, 1, 1), date(2027, 1, 1)], [], "重复"),
    ],
)
def test_an_imported_year_with_wrong_days_is_refused(
    holidays: list[date], working_weekends: list[date], sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        CalendarYear(
            year=2027,
            status=YearStatus.OFFICIAL,
            source="通知",
            holidays=tuple(NamedDay(on=day, name="节") for day in holidays),
            working_weekends=tuple(NamedDay(on=day, name="班") for day in working_weekends),
        )
