"""R8: every reminder and every rung of a year exactly once. Prints its seed; GONGGUAN_SEED repeats a run."""

import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext, suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from temporalio.service import RPCError

from shared.keys import KeyRing
from tests.factories.database import Databases, emptied
from tests.workflows.ledger import Ledger
from tests.workflows.rig import Rig, rig_on
from tests.workflows.time_skipping import time_skipping_server
from tests.workflows.year import END, START, Actors, Life, lives

ANSWERS_LOST = 0.05
SLEEPS_AT_MOST = timedelta(days=2)
ATTEMPTS = 6
"""Now and then the time-skipping server stands still while nobody has anything to do (seen with every thread of the
worker idle). Such a run says nothing about us; the year is lived again, with the same seed, on a new server."""
pytestmark = pytest.mark.timeout(900)
UNIQUE = "uq_task_rung_task_id_name"
Year = Callable[..., Ledger]


@pytest.fixture
def year(databases: Databases, keys: KeyRing, caplog: pytest.LogCaptureFixture) -> Year:
    caplog.set_level("ERROR", "temporalio")  # a lost answer is a warning with a traceback, and there are hundreds

    def run(count: int, *, sabotage: bool = False, loss: float = ANSWERS_LOST) -> Ledger:
        seed = int(os.environ.get("GONGGUAN_SEED", random.randrange(10**6)))
        for attempt in range(1, ATTEMPTS + 1):
            print(f"R8: {count} cases, GONGGUAN_SEED={seed}, run {attempt}")  # noqa: T201  # how to repeat it
            engines = {name: emptied(databases(name)) for name in ("registry", "outflow", "inflow")}
            with suppress(RPCError), guard_removed(engines) if sabotage else nullcontext():
                return lived(engines, keys, count, seed, loss)
        raise AssertionError("the time-skipping server stood still in every run")

    return run


def lived(engines: dict[str, Engine], keys: KeyRing, count: int, seed: int, loss: float) -> Ledger:
    with time_skipping_server() as server, rig_on(server, engines, keys, START, seed=seed, loss=loss) as rig:
        return live(rig, lives(count, seed), seed)


def live(rig: Rig, all_lives: list[Life], seed: int) -> Ledger:
    """The first day of each case, then the year with the contacts that are made in it."""
    actors = Actors(rig)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda life: actors.live_first_day(life, seed), all_lives))
    contacts = sorted((c.on, life.number) for life in all_lives for c in life.contacts)
    by_moment = {(c.on, life.number): (life, c) for life in all_lives for c in life.contacts}
    for moment, number in contacts:
        sleep_until(rig, moment)
        actors.contact(*by_moment[moment, number])
    sleep_until(rig, END)
    return Ledger.of(rig, all_lives)


def sleep_until(rig: Rig, moment: datetime) -> None:
    """Two days at most at a time: the server answers a sleep when it is over, and the call has half a minute for it."""
    while (delay := moment - rig.clock.now()) > timedelta(0):
        rig.server.run(rig.server.environment.sleep(min(delay, SLEEPS_AT_MOST)))


@contextmanager
def guard_removed(engines: dict[str, Engine]) -> Iterator[None]:
    """The database's promise that a rung is stored once for each task."""
    for engine in engines.values():
        _run(engine, f"ALTER TABLE task_rung DROP CONSTRAINT {UNIQUE}")
    try:
        yield
    finally:
        for engine in engines.values():
            emptied(engine)
            _run(engine, f"ALTER TABLE task_rung ADD CONSTRAINT {UNIQUE} UNIQUE (task_id, name)")


def _run(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


def test_every_reminder_and_rung_of_a_year_comes_exactly_once(year: Year, pytestconfig: pytest.Config) -> None:
    year(50, sabotage=pytestconfig.getoption("--sabotage")).check()


@pytest.mark.full
def test_every_reminder_and_rung_of_a_year_comes_exactly_once_in_500_cases(year: Year) -> None:
    year(500).check()


def test_without_the_guard_the_run_turns_red(year: Year) -> None:
    with pytest.raises(AssertionError, match="more than once"):
        year(6, sabotage=True, loss=0.3).check()
