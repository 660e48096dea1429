"""Journeys that need months: all of them run side by side on one stack whose clock is fast, and tests read the end."""

import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from tests.journeys.stage import Stage

SCALE = float(os.environ.get("GONGGUAN_JOURNEY_SCALE", "200000"))
"""Business seconds in a second: 200,000 lets five quarters pass in about four minutes."""
WORST_SECONDS = 540
T = TypeVar("T")
Played = Callable[[Stage], T]


class Rehearsal:
    """Starts the given journeys once the stack stands; `end_of` waits for one of them."""

    def __init__(self, stage: "Future[Stage]", journeys: list[Played[Any]]) -> None:
        self._pool = ThreadPoolExecutor(max(len(journeys), 1), thread_name_prefix="journey")
        self._ends = {journey: self._pool.submit(self._play, journey, stage) for journey in journeys}

    @staticmethod
    def _play(journey: Played[T], stage: "Future[Stage]") -> T:
        return journey(stage.result(WORST_SECONDS))

    def end_of(self, journey: Played[T]) -> T:
        """Raises what stopped the journey."""
        end: T = self._ends[journey].result(WORST_SECONDS)
        return end
