"""The home side that every test here starts from."""

import pytest
from fastapi import FastAPI
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
def app(databases: Databases, keys: KeyRing) -> FastAPI:
    return build(databases("outflow"), keys, clock_at(FIRST_MOMENT))


@pytest.fixture
def home_side(app: FastAPI, outflow_database: Engine, keys: KeyRing, clock: BusinessClock, tokens: Tokens) -> HomeSide:
    plant_directory(outflow_database, demo_directory(keys))
    return HomeSide(app, outflow_database, keys, clock, tokens)
