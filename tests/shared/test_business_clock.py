"""The one clock of a stack."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.business_clock import SHANGHAI, BusinessClock, Pace

START = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
FAST = BusinessClock(origin_real=START, origin_business=START, scale=100_000)


def test_in_production_business_time_is_real_time() -> None:
    assert BusinessClock.real_time().now(START) == START


def test_a_year_passes_in_about_five_minutes_at_scale_100000() -> None:
    assert FAST.real_delay(START + timedelta(days=365), START) == timedelta(seconds=315.36)


def test_nothing_is_waited_for_that_has_passed() -> None:
    assert FAST.real_delay(START - timedelta(days=1), START) == timedelta(0)


def test_today_is_the_date_in_shanghai() -> None:
    clock = BusinessClock.real_time()

    assert clock.today(datetime(2026, 12, 31, 15, 59, tzinfo=UTC)) == date(2026, 12, 31)
    assert clock.today(datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) == date(2027, 1, 1)


def test_business_time_is_shown_in_shanghai() -> None:
    assert FAST.now(START).utcoffset() == timedelta(hours=8)


@given(
    scale=st.floats(min_value=0.5, max_value=1_000_000),
    ahead=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)),
)
def test_a_timer_never_fires_before_its_business_moment(scale: float, ahead: timedelta) -> None:
    clock = BusinessClock(origin_real=START, origin_business=START, scale=scale)
    until = START + ahead

    woken = START + clock.real_delay(until, START)

    assert clock.business(woken) >= until
    assert clock.business(woken) - until <= timedelta(microseconds=scale + 1)


@given(
    scales=st.lists(st.floats(min_value=0.5, max_value=1_000_000), min_size=1, max_size=4),
    ahead=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=400)),
)
def test_a_timer_waits_for_its_moment_through_all_paces(scales: list[float], ahead: timedelta) -> None:
    paces = tuple(Pace(since=START + timedelta(days=90 * n), scale=one) for n, one in enumerate(scales, start=1))
    clock = BusinessClock(origin_real=START, origin_business=START, scale=1000, paces=paces)
    until = START + ahead

    woken = clock.real(until)

    assert clock.business(woken) >= until
    assert clock.business(woken - timedelta(microseconds=2)) < until


def test_a_pace_begins_where_the_one_before_has_brought_business_time() -> None:
    """A day in an hour, from the second day on in a minute."""
    second = START + timedelta(days=1)
    clock = BusinessClock(
        origin_real=START, origin_business=START, scale=24, paces=(Pace(since=second, scale=24 * 60),)
    )

    assert clock.now(START + timedelta(hours=1)) == second
    assert clock.now(START + timedelta(hours=1, minutes=1)) == second + timedelta(days=1)
    assert BusinessClock.model_validate_json(clock.model_dump_json()) == clock


def test_paces_that_go_back_are_refused() -> None:
    back = (Pace(since=START + timedelta(days=2), scale=1), Pace(since=START + timedelta(days=1), scale=1))
    with pytest.raises(ValidationError):
        BusinessClock(origin_real=START, origin_business=START, paces=back)


def test_another_speed_goes_on_from_the_same_business_time() -> None:
    later = START + timedelta(seconds=10)

    slow = FAST.rebased(1, later)

    assert slow.now(later) == FAST.now(later)
    assert slow.now(later + timedelta(seconds=1)) - slow.now(later) == timedelta(seconds=1)


def test_the_clock_file_holds_the_same_clock(tmp_path: Path) -> None:
    FAST.save(tmp_path / "clock.json")

    assert BusinessClock.load(tmp_path / "clock.json") == FAST


def test_the_clock_travels_as_json() -> None:
    assert BusinessClock.model_validate_json(FAST.model_dump_json()) == FAST


@pytest.mark.parametrize("scale", [0, -1, float("inf"), float("nan")])
def test_a_clock_that_stands_still_or_goes_back_is_refused(scale: float) -> None:
    with pytest.raises(ValidationError):
        BusinessClock(origin_real=START, origin_business=START, scale=scale)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValidationError):
        BusinessClock.model_validate({"origin_real": "2026-11-22T07:00:00", "origin_business": START})


def test_shanghai_is_eight_hours_ahead() -> None:
    assert datetime(2026, 7, 1, tzinfo=SHANGHAI).utcoffset() == timedelta(hours=8)
