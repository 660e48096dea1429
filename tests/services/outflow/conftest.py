"""The home side that every test here starts from."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.outflow.app import build
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from tests.factories.database import Databases
from tests.factories.deployment import FIRST_MOMENT, clock_at
from tests.factories.organisations import demo_directory, plant_directory
from tests.factories.people import Tokens
from tests.services.outflow.home_side import HomeSide


@pytest.fixture(scope="session")
def http(databases: Databases, keys: KeyRing) -> Iterator[TestClient]:
    """One application for the run; each side sets its own day before it speaks."""
    app = build(databases("outflow"), keys, clock_at(FIRST_MOMENT))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def home_side(
    http: TestClient, outflow_database: Engine, keys: KeyRing, clock: BusinessClock, tokens: Tokens
) -> HomeSide:
    plant_directory(outflow_database, demo_directory(keys))
    return HomeSide(http, outflow_database, keys, clock, tokens)
