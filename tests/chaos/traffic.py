"""Many cases on the road at once: a few threads take whichever case is due, so that waiting costs little."""

import heapq
import itertools
import random
import threading
import time
from collections.abc import Iterable
from typing import Protocol

from shared.service_client import Refused
from tests.chaos.stubborn import Patience, TimeIsUp

THREADS = 16
NOT_READY_SECONDS = (0.8, 1.6)


class OnTheRoad(Protocol):
    """A case, or two committees: what `number` stands for takes its next step when its time has come."""

    number: int
    taken: int
    arrived: bool

    def advance(self) -> bool: ...


class Traffic:
    """`pace` is the range of seconds that people let pass between two steps."""

    def __init__(
        self, travellers: Iterable[OnTheRoad], patience: Patience, seed: str, pace: tuple[float, float]
    ) -> None:
        self._patience, self._pace = patience, pace
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self._tie = itertools.count()
        start = time.monotonic()
        self._due = [(start, next(self._tie), traveller) for traveller in travellers]
        self._on_the_road = len(self._due)
        self.problems: list[str] = []
        self._threads = [threading.Thread(target=self._drive, daemon=True) for _ in range(THREADS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def hurry(self) -> None:
        """The storm is over: nobody lingers any more."""
        self._pace = (0.0, 0.1)

    @property
    def on_the_road(self) -> int:
        return self._on_the_road

    def wait(self) -> None:
        for thread in self._threads:
            thread.join()

    def _drive(self) -> None:
        while (traveller := self._next()) is not None:
            try:
                progressed = traveller.advance()
                self._patience.check(f"case {traveller.number} before step {traveller.taken}")
            except (Refused, TimeIsUp) as error:
                self._drop(f"case {traveller.number}, step {traveller.taken}: {type(error).__name__} {error}")
                continue
            except Exception as error:  # a thread that dies would hide why
                self._drop(f"case {traveller.number}, step {traveller.taken}: unexpected {error!r}")
                continue
            self._put_back(traveller, self._pace if progressed else NOT_READY_SECONDS)

    def _next(self) -> OnTheRoad | None:
        while self._on_the_road:
            with self._lock:
                if self._due and self._due[0][0] <= time.monotonic():
                    return heapq.heappop(self._due)[2]
            time.sleep(0.02)
        return None

    def _put_back(self, traveller: OnTheRoad, pause: tuple[float, float]) -> None:
        with self._lock:
            if traveller.arrived:
                self._on_the_road -= 1
                return
            due = time.monotonic() + self._chance.uniform(*pause)
            heapq.heappush(self._due, (due, next(self._tie), traveller))

    def _drop(self, problem: str) -> None:
        with self._lock:
            self._on_the_road -= 1
            self.problems.append(problem)
