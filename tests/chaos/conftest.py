"""The ground for R3–R6, once for all of them; every run begins with empty databases."""

import random
from collections.abc import Iterator

import pytest

from shared.keys import KeyRing
from tests.chaos.ground import Ground
from tests.chaos.run import Run, tell
from tests.factories.database import Databases


@pytest.fixture(scope="session")
def one_ground(keys: KeyRing, databases: Databases) -> Iterator[Ground]:
    with Ground.prepared(keys, databases) as ground:
        yield ground


@pytest.fixture
def ground(one_ground: Ground) -> Ground:
    one_ground.clear()
    return one_ground


@pytest.fixture
def sabotage(request: pytest.FixtureRequest) -> bool:
    """`--sabotage` on pytest's command line: the push runs must then fail."""
    return bool(request.config.getoption("--sabotage", default=False))


def new_run(name: str, *, sabotage: bool) -> Run:
    run = Run(name, random.SystemRandom().randrange(10**6), sabotage=sabotage)
    tell(f"{name}: seed {run.seed}")
    return run


def green(run: Run) -> None:
    tell(run.line())
    assert not run.problems, run.line()


def red(run: Run) -> None:
    tell(run.line())
    assert run.problems, f"a guard was removed and nobody noticed: {run.line()}"
