"""A step that takes minutes says that it lives; one that nobody listens to keeps quiet."""

import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from temporalio.testing import ActivityEnvironment

from workflows import heartbeats
from workflows.heartbeats import beating, still_alive


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "EVERY_SECONDS", 0.02)


def beats_of(step: Any, *, listened_to: bool) -> int:
    heard: list[tuple[Any, ...]] = []
    environment = ActivityEnvironment()
    environment.on_heartbeat = lambda *details: heard.append(details)
    within = timedelta(minutes=1) if listened_to else None
    environment.info = replace(environment.info, heartbeat_timeout=within)
    environment.run(step)
    return len(heard)


def a_long_call() -> None:
    with beating():
        time.sleep(0.3)


def test_a_long_call_beats_until_it_is_answered() -> None:
    assert beats_of(a_long_call, listened_to=True) >= 3


def test_nothing_beats_for_nobody() -> None:
    assert beats_of(a_long_call, listened_to=False) == 0


def test_the_beating_ends_with_a_call_that_fails() -> None:
    def fails() -> None:
        with pytest.raises(OSError, match="away"), beating():
            raise OSError("away")
        beats.clear()
        time.sleep(0.1)

    beats: list[int] = []
    environment = ActivityEnvironment()
    environment.on_heartbeat = lambda *_: beats.append(1)
    environment.info = replace(environment.info, heartbeat_timeout=timedelta(minutes=1))
    environment.run(fails)
    assert beats == []


def test_outside_an_activity_nobody_is_told() -> None:
    still_alive()
    a_long_call()
