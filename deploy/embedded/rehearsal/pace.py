"""How the rehearsed year is paced: a full week gets more of the real time than an empty one, by a plan made before."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from deploy.embedded.rehearsal.terms import DAY
from shared.business_clock import SHANGHAI, Pace, start_of_day

REQUESTS_A_DAY = {
    (1, 1): 32,
    (3, 16): 36,
    (4, 1): 42,
    (4, 15): 47,
    (6, 16): 38,
    (7, 1): 60,
    (7, 15): 50,
    (9, 16): 36,
    (10, 1): 70,
    (10, 15): 57,
    (11, 1): 100,
    (11, 15): 66,
    (12, 16): 44,
}
"""From that day on, with a hundred members, as measured: they set out one after the other; quarters open within their
first two weeks, in October with the survey; in November the yearly check and the reports; towards its end a quarter
is quiet. Only the proportions count. No day goes by faster than the machine answers: 32 at least."""


def paced(start: datetime, end: datetime, seconds: float) -> tuple[Pace, ...]:
    """From `start` to `end` in so many real seconds."""
    stretches = list(_stretches(start, end))
    work = [_requests_on(first.date()) * ((last - first) / DAY) for first, last in stretches]
    shares = [seconds * one / sum(work) for one in work]
    return tuple(
        Pace(since=first, scale=(last - first).total_seconds() / share)
        for (first, last), share in zip(stretches, shares, strict=True)
    )


def _stretches(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    days = (start.astimezone(SHANGHAI).date() + timedelta(days=n) for n in range(1, (end - start).days + 1))
    turns = [start_of_day(day) for day in days if (day.month, day.day) in REQUESTS_A_DAY]
    moments = [start, *(turn for turn in turns if start < turn < end), end]
    return pairwise(moments)


def _requests_on(day: date) -> int:
    return REQUESTS_A_DAY[max(turn for turn in REQUESTS_A_DAY if turn <= (day.month, day.day))]
