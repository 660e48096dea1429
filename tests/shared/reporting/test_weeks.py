"""The weeks ahead: Monday to Sunday, without a gap, over the ends of years and over holidays."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from shared.reporting.weeks import WEEKS_AHEAD, monday_of, weeks_ahead

DAY = timedelta(days=1)
EVERY_DAY_OF_THREE_YEARS = [date(2024, 12, 1) + n * DAY for n in range(3 * 365)]


@pytest.mark.parametrize("today", EVERY_DAY_OF_THREE_YEARS[::5])
def test_the_weeks_follow_each_other_without_gap_or_overlap(today: date) -> None:
    weeks = weeks_ahead(today)
    assert len(weeks) == WEEKS_AHEAD
    assert weeks[0].first == today
    for before, after in pairwise(weeks):
        assert after.first == before.last + DAY
        assert after.first == after.monday
    for week in weeks:
        assert week.monday.weekday() == 0
        assert week.last.weekday() == 6


@pytest.mark.parametrize("day", EVERY_DAY_OF_THREE_YEARS[::7])
def test_each_day_has_the_monday_of_its_week(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert 0 <= (day - monday).days < 7


def test_the_week_over_the_new_year_is_one() -> None:
    week = weeks_ahead(date(2026, 12, 31))[0]
    assert (week.monday, week.first, week.last) == (date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 3))


@pytest.mark.parametrize(
    ("today", "monday", "working_days"),
    [
        (date(2025, 9, 22), date(2025, 9, 22), 6),  # the Sunday before National Day is worked
        (date(2025, 9, 22), date(2025, 9, 29), 2),
        (date(2025, 9, 22), date(2025, 10, 6), 3),  # the holiday ends on the 8th, Saturday is worked
        (date(2025, 9, 28), date(2025, 9, 22), 1),  # of the running week, what remains
        (date(2025, 12, 29), date(2025, 12, 29), 4),
    ],
)
def test_holidays_and_weekends_worked_for_them_are_told(today: date, monday: date, working_days: int) -> None:
    week = next(one for one in weeks_ahead(today) if one.monday == monday)
    assert week.working_days == working_days
