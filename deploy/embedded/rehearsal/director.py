"""Plays all stories at once: whoever's moment has come acts, in the order of business time."""

import heapq
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count

from deploy.embedded.rehearsal.stories.telling import Moments
from shared.business_clock import BusinessClock

HANDS = 12
TOLD_EVERY = 0.25
Told = Callable[[datetime], None]


class Director:
    """`told` hears the business time now and then. A story that breaks stops the rehearsal."""

    def __init__(self, stories: Iterable[Moments], clock: BusinessClock, end: datetime, told: Told) -> None:
        self._clock, self._end, self._told = clock, end, told
        self._order, self._news = count(), threading.Condition()
        self._due: list[tuple[datetime, int, Moments]] = []
        self._broken: list[BaseException] = []
        for story in stories:
            self._put_back(story)

    def play(self) -> None:
        """Until the end of the rehearsed time. Raises what broke a story."""
        with ThreadPoolExecutor(HANDS, thread_name_prefix="people") as hands:
            while self._clock.now() < self._end and not self._broken:
                for story in self._whose_moment_has_come():
                    hands.submit(self._act, story)
                self._told(self._clock.now())
        if self._broken:
            raise self._broken[0]

    def _whose_moment_has_come(self) -> list[Moments]:
        """Waits for the next moment, but not for long."""
        with self._news:
            self._news.wait(self._seconds_to_wait())
            now = self._clock.now()
            ready = []
            while self._due and self._due[0][0] <= now:
                ready.append(heapq.heappop(self._due)[2])
            return ready

    def _seconds_to_wait(self) -> float:
        if not self._due:
            return TOLD_EVERY
        until = (self._clock.real(self._due[0][0]) - datetime.now(UTC)).total_seconds()
        return min(max(until, 0), TOLD_EVERY)

    def _act(self, story: Moments) -> None:
        try:
            self._put_back(story)
        except BaseException as error:
            with self._news:
                self._broken.append(error)
                self._news.notify()

    def _put_back(self, story: Moments) -> None:
        """Let it act, and remember when it acts next."""
        moment = next(story, None)
        if moment is not None and moment < self._end:
            with self._news:
                heapq.heappush(self._due, (moment, next(self._order), story))
                self._news.notify()
