"""Journeys that need months: all of them run side by side on one stack whose clock is fast, and tests read the end."""

import contextlib
import functools
import os
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from shared.service_client import Refused
from tests.journeys.stage import DidNotHappen, Stage

SCALE = float(os.environ.get("GONGGUAN_JOURNEY_SCALE", "200000"))
"""Business seconds in a second: 200,000 lets five quarters pass in about four minutes."""
WORST_SECONDS = 540
T = TypeVar("T")
Played = Callable[[Stage], T]


class Rehearsal:
    """Starts the given journeys once the stack stands; `end_of` waits for one of them."""

    def __init__(self, stage: "Future[Stage]", journeys: list[Played[Any]]) -> None:
        self._pool = ThreadPoolExecutor(max(len(journeys), 1), thread_name_prefix="journey")
        self._told: set[Played[Any]] = set()
        self._ends = {journey: self._pool.submit(self._play, journey, stage) for journey in journeys}

    @staticmethod
    def _play(journey: Played[T], stage: "Future[Stage]") -> T:
        return journey(stage.result(WORST_SECONDS))

    def end_of(self, journey: Played[T]) -> T:
        """Raises what stopped the journey: in full for the first test that asks, then in a word."""
        failure = self._ends[journey].exception(WORST_SECONDS)
        if failure is not None:
            if journey in self._told:
                pytest.fail(f"旅程 {journey.__name__} 没有走完，原因见它的第一个失败", pytrace=False)
            self._told.add(journey)
            raise failure
        end: T = self._ends[journey].result()
        return end


def at_the_third_try(journey: Played[T]) -> Played[T]:
    """For a journey in which people must act within a term of seconds: a machine that was too busy for it gets
    another member to try with."""

    @functools.wraps(journey)
    def played(stage: Stage) -> T:
        for _ in range(2):
            with contextlib.suppress(DidNotHappen, Refused):
                return journey(stage)
        return journey(stage)

    return played
