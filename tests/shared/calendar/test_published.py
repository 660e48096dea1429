"""The years that come with a release, and the dates of rulebook 4.1."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from shared.calendar.published import (
    last_official_year,
    provisional_year,
    published_calendar,
    published_year,
)
from shared.calendar.year import YearStatus

CALENDAR = published_calendar()


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + timedelta(days=i) for i in range(365 + (year % 4 == 0))]


@pytest.mark.parametrize("year", range(2004, 2027))
def test_an_official_year_agrees_with_chinesecalendar_on_every_day(year: int) -> None:
    assert published_year(year).status is YearStatus.OFFICIAL
    assert [CALENDAR.is_working(day) for day in days_of(year)] == [
        chinese_calendar.is_workday(day) for day in days_of(year)
    ]


@pytest.mark.parametrize("year", range(2014, 2027))
def test_every_statutory_festival_on_its_own_day_is_free_in_the_official_year_too(year: int) -> None:
    own_days = [day for day in provisional_year(year).holidays if "补假" not in day.name]
    # From 2014 the festivals are those of the present statute but for New Year's Eve, free by notice since 2015.
    differing = [day for day in own_days if CALENDAR.is_working(day.on)]

    assert differing == []


def test_a_year_that_is_not_published_is_provisional_and_says_so() -> None:
    year = published_year(last_official_year() + 1)

    assert year.status is YearStatus.PROVISIONAL
    assert "尚未公布" in year.source
    assert year.working_weekends == ()


def test_2027_knows_its_festivals_but_no_bridging_days() -> None:
    names = {day.on: day.name for day in provisional_year(2027).holidays}

    assert names[date(2027, 2, 8)] == "春节"
    assert names[date(2027, 9, 15)] == "中秋节"
    assert date(2027, 2, 11) not in names
    assert date(2027, 10, 6) not in names


def test_a_swapped_day_of_a_known_year_never_enters_a_provisional_one() -> None:
    assert date(2026, 10, 7) not in {day.on for day in provisional_year(2026).holidays}


@pytest.mark.parametrize("year", [2003, 2100])
def test_years_out_of_reach_are_refused(year: int) -> None:
    with pytest.raises(ValueError, match="只支持"):
        published_year(year)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 20), False),
        (date(2026, 6, 20), False),
        (date(2026, 9, 20), True),
        (date(2026, 12, 20), False),
        (date(2026, 12, 21), True),
        (date(2026, 1, 2), False),
        (date(2026, 5, 1), False),
        (date(2026, 10, 2), False),
        (date(2026, 9, 25), False),
    ],
)
def test_days_named_in_rulebook_4_1(day: date, worked: bool) -> None:
    assert CALENDAR.is_working(day) is worked


def test_working_days_that_rulebook_4_1_rolls_to() -> None:
    assert CALENDAR.next_working(date(2026, 2, 20)) == date(2026, 2, 24)
    assert CALENDAR.next_working(date(2026, 6, 20)) == date(2026, 6, 22)
    assert CALENDAR.next_working(date(2026, 9, 20)) == date(2026, 9, 20)
    assert CALENDAR.next_working(date(2026, 12, 20)) == date(2026, 12, 21)


def test_a_plain_sunday_is_told_from_a_holiday() -> None:
    assert CALENDAR.reason_off(date(2026, 12, 20)) == "周日"
    assert CALENDAR.reason_off(date(2026, 9, 25)) == "中秋"
    assert CALENDAR.reason_off(date(2026, 2, 20)) == "春节"
