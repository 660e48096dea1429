"""Plays all stories at once: whoever's moment has come acts, in the order of business time."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from deploy.embedded.rehearsal.story import Moments, Story
from shared.business_clock import BusinessClock

HANDS = 8
Told = Callable[[datetime], None]


class Director:
    """`told` hears the business time now and then. A story that breaks stops the rehearsal."""

    def __init__(self, stories: Sequence[Story], clock: BusinessClock, end: datetime, told: Told) -> None:
        self._clock, self._end, self._told = clock, end, told
        self._tie, self._lock = itertools.count(), threading.Lock()
        self._due = [(story.start, next(self._tie), story.told()) for story in stories]
        heapq.heapify(self._due)
        self._broken: list[BaseException] = []

    def play(self) -> None:
        """Until the end of the rehearsed time. Raises what broke a story."""
        hands = [threading.Thread(target=self._act, name="people", daemon=True) for _ in range(HANDS)]
        for hand in hands:
            hand.start()
        while self._clock.now() < self._end and not self._broken:
            self._told(self._clock.now())
            time.sleep(0.25)
        for hand in hands:
            hand.join()
        if self._broken:
            raise self._broken[0]

    def _act(self) -> None:
        while (story := self._next()) is not None:
            try:
                moment = next(story, None)
            except Exception as error:  # a thread that dies would only be missed at the end
                self._broken.append(error)
                return
            if moment is not None and moment < self._end:
                self._put_back(moment, story)

    def _put_back(self, moment: datetime, story: Moments) -> None:
        with self._lock:
            heapq.heappush(self._due, (moment, next(self._tie), story))

    def _next(self) -> Moments | None:
        while not self._broken:
            now = self._clock.now()
            if now >= self._end:
                return None
            with self._lock:
                if self._due and self._due[0][0] <= now:
                    return heapq.heappop(self._due)[2]
                wake = self._due[0][0] if self._due else self._end
            pause = (self._clock.real(min(wake, self._end)) - datetime.now(UTC)).total_seconds()
            time.sleep(min(max(pause, 0.002), 0.05))
        return None
