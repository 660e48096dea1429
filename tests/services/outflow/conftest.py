"""The home side that every test here starts from."""

import pytest
from sqlalchemy import Engine

from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from tests.factories.organisations import demo_directory, plant_directory
from tests.factories.people import Tokens
from tests.services.outflow.home_side import HomeSide


@pytest.fixture
def home_side(outflow_database: Engine, keys: KeyRing, clock: BusinessClock, tokens: Tokens) -> HomeSide:
    plant_directory(outflow_database, demo_directory(keys))
    return HomeSide(outflow_database, keys, clock, tokens)
