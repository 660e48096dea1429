"""The host side that every test here starts from."""

import pytest
from sqlalchemy import Engine

from services.inflow.app import build
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from tests.factories.organisations import demo_directory, plant_directory
from tests.factories.people import Tokens
from tests.services.inflow.host_side import HostSide


@pytest.fixture
def host_side(inflow_database: Engine, keys: KeyRing, clock: BusinessClock, tokens: Tokens) -> HostSide:
    plant_directory(inflow_database, demo_directory(keys))
    return HostSide(build(inflow_database, keys, clock), inflow_database, keys, clock, tokens)
