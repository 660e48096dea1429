"""Journeys that need months: all of them run side by side on stacks whose clock is fast, and tests read the end."""

import asyncio
import contextlib
import functools
import os
import threading
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Self, TypeVar

import pytest

from shared.service_client import Refused
from tests.factories.stack import FIRST_BASE
from tests.journeys.stage import DidNotHappen, Stage, standing
from tests.workflows.record_kinds import record_kinds

SCALE = float(os.environ.get("GONGGUAN_JOURNEY_SCALE", "200000"))
"""Business seconds in a second: 200,000 lets five quarters pass in about four minutes."""
WORST_SECONDS = 540
BESIDE = FIRST_BASE + 25
"""Ports between those of the stacks at the speed of life."""
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


class Rehearsals:
    """One for each set-up, one after the other. The next begins when its turn comes; then the one before ends."""

    def __init__(self, wanted: Mapping[str, Collection[Played[Any]]]) -> None:
        self._wanted = wanted
        self._begun: dict[str, Rehearsal] = {}
        self._running: threading.Thread | None = None
        self._over = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._running:
            self._running.join()

    def of(self, set_up: str) -> Rehearsal:
        self.begin(set_up)
        return self._begun[set_up]

    def begin(self, set_up: str) -> None:
        """In a thread of its own, so that nobody waits for the stack. Nothing when it has begun or nobody asks."""
        if set_up in self._begun or not self._wanted[set_up]:
            return
        self._over.set()
        stage: Future[Stage] = Future()
        before, self._over = self._running, threading.Event()
        self._running = threading.Thread(target=_hold, args=(set_up, stage, before, self._over), daemon=True)
        self._running.start()
        journeys = sorted(self._wanted[set_up], key=lambda journey: journey.__name__)
        self._begun[set_up] = Rehearsal(stage, journeys)


def _hold(set_up: str, stage: "Future[Stage]", before: threading.Thread | None, over: threading.Event) -> None:
    if before:
        before.join()
    try:
        with standing(set_up, scale=SCALE, first_base=BESIDE) as stands:
            stage.set_result(stands)
            over.wait()
            for deployment in stands.deployments:
                asyncio.run(record_kinds(deployment))
    except BaseException as error:  # told by every journey that waits for the stack
        if stage.done():
            raise
        stage.set_exception(error)


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
