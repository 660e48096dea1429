"""How the rehearsed year is paced: a full week gets more of the real time than an empty one, by a plan made before."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from deploy.embedded.rehearsal.terms import DAY
from shared.business_clock import SHANGHAI, Pace, start_of_day

WORK_A_DAY = {
    (1, 1): 36,
    (1, 16): 42,
    (2, 6): 49,
    (4, 1): 62,
    (4, 21): 66,
    (6, 11): 62,
    (7, 1): 100,
    (7, 6): 82,
    (7, 16): 64,
    (8, 6): 70,
    (9, 11): 54,
    (10, 1): 108,
    (10, 16): 92,
    (10, 21): 78,
    (11, 1): 132,
    (11, 11): 170,
    (11, 16): 130,
    (11, 21): 82,
    (12, 16): 60,
}
"""From that day on, with a hundred members, as measured on two cores: they set out one after the other; quarters open
within their first two weeks, in October with the survey; in November the yearly check and the reports; towards its end
a quarter is quiet. Only the proportions count, and no day goes by faster than the machine answers."""


def paced(start: datetime, end: datetime, seconds: float) -> tuple[Pace, ...]:
    """From `start` to `end` in so many real seconds."""
    stretches = list(_stretches(start, end))
    work = [_work_on(first.date()) * ((last - first) / DAY) for first, last in stretches]
    shares = [seconds * one / sum(work) for one in work]
    return tuple(
        Pace(since=first, scale=(last - first).total_seconds() / share)
        for (first, last), share in zip(stretches, shares, strict=True)
    )


def _stretches(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    days = (start.astimezone(SHANGHAI).date() + timedelta(days=n) for n in range(1, (end - start).days + 1))
    turns = [start_of_day(day) for day in days if (day.month, day.day) in WORK_A_DAY]
    moments = [start, *(turn for turn in turns if start < turn < end), end]
    return pairwise(moments)


def _work_on(day: date) -> int:
    return WORK_A_DAY[max(turn for turn in WORK_A_DAY if turn <= (day.month, day.day))]
