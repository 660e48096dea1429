"""Full weeks of the rehearsed year get more of the real time than empty ones; the whole takes what was promised."""

from datetime import UTC, datetime, timedelta

import pytest

from deploy.embedded.rehearsal.pace import paced
from shared.business_clock import SHANGHAI, BusinessClock

REAL = datetime(2026, 11, 22, tzinfo=UTC)
START = datetime(2026, 1, 1, 8, 30, tzinfo=SHANGHAI)


def clock(days: int, seconds: float = 240.0) -> BusinessClock:
    paces = paced(START, START + timedelta(days=days), seconds)
    return BusinessClock(origin_real=REAL, origin_business=START, paces=paces)


@pytest.mark.parametrize("days", [10, 120, 365, 800])
def test_the_rehearsed_time_takes_exactly_the_real_seconds(days: int) -> None:
    took = clock(days).real(START + timedelta(days=days)) - REAL
    assert abs(took - timedelta(seconds=240)) < timedelta(milliseconds=1)


def test_november_gets_more_time_than_february() -> None:
    one = clock(365)

    def seconds(month: int) -> float:
        first = datetime(2026, month, 2, tzinfo=SHANGHAI)
        return (one.real(first + timedelta(days=10)) - one.real(first)).total_seconds()

    assert seconds(11) > 2 * seconds(2)


def test_no_day_goes_by_faster_than_the_machine_answers() -> None:
    one = clock(365)
    assert all(timedelta(days=1) / pace.scale > timedelta(seconds=0.3) for pace in one.paces)
