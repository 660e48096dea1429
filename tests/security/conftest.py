"""The world that these tests act in, and what a run with `--sabotage` leaves out."""

from collections.abc import Iterator

import pytest

from shared.keys import KeyRing
from tests.factories.database import Databases
from tests.factories.deployment import FIRST_MOMENT, clock_at
from tests.factories.people import Tokens
from tests.security.sabotage import without_the_check
from tests.security.world import World, populated


@pytest.fixture(autouse=True, scope="module")
def sabotaged(request: pytest.FixtureRequest) -> Iterator[None]:
    """`pytest tests/security --sabotage`: acts of the home side forget to ask who may; the matrix must turn red."""
    if not request.config.getoption("--sabotage"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        without_the_check(patch)
        yield


@pytest.fixture(scope="module")
def world(databases: Databases, keys: KeyRing) -> Iterator[World]:
    """One transaction per service, rolled back after the module."""
    with populated(databases, keys, clock_at(FIRST_MOMENT), Tokens(keys)) as world:
        yield world
