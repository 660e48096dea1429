"""R8: every reminder and every rung of a year exactly once. Prints its seed; GONGGUAN_SEED repeats a run."""

import os
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext

import pytest
from sqlalchemy import Engine, text

from shared.keys import KeyRing
from tests.factories.database import Databases, emptied
from tests.workflows.ledger import Ledger
from tests.workflows.pacing import Pace, on_servers, pacing
from tests.workflows.rig import Rig, rig_on
from tests.workflows.time_skipping import TimeSkipping
from tests.workflows.year import END, START, Actors, Life, lives

ANSWERS_LOST = 0.05
pytestmark = pytest.mark.timeout(900)
UNIQUE = "uq_task_rung_task_id_name"
Year = Callable[..., Ledger]


@pytest.fixture
def year(databases: Databases, keys: KeyRing, caplog: pytest.LogCaptureFixture) -> Year:
    caplog.set_level("ERROR", "temporalio")  # a lost answer is a warning with a traceback, and there are hundreds

    def run(count: int, *, sabotage: bool = False, loss: float = ANSWERS_LOST) -> Ledger:
        seed = int(os.environ.get("GONGGUAN_SEED", random.randrange(10**6)))

        def lived(server: TimeSkipping) -> Ledger:
            print(f"R8: {count} cases, GONGGUAN_SEED={seed}")  # noqa: T201  # how to repeat it
            engines = {name: emptied(databases(name)) for name in ("registry", "outflow", "inflow")}
            with (
                guard_removed(engines) if sabotage else nullcontext(),
                rig_on(server, engines, keys, START, seed=seed, loss=loss) as rig,
                pacing(server, rig.clock) as pace,
            ):
                return live(rig, pace, lives(count, seed), seed)

        return on_servers(lived)

    return run


def live(rig: Rig, pace: Pace, all_lives: list[Life], seed: int) -> Ledger:
    """The first day of each case, then the year with the contacts that are made in it."""
    actors = Actors(rig)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda life: actors.live_first_day(life, seed), all_lives))
    contacts = sorted((c.on, life.number) for life in all_lives for c in life.contacts)
    by_moment = {(c.on, life.number): (life, c) for life in all_lives for c in life.contacts}
    for moment, number in contacts:
        pace.sleep_until(moment)
        actors.contact(*by_moment[moment, number])
    pace.sleep_until(END)
    return Ledger.of(rig, all_lives)


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
