"""A registry on its own database, as it stands after its first start, and people who call it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.registry.app import build, provide_start
from services.registry.client import RegistryClient
from services.registry.contract import ImportOrganisations
from services.registry.settings import RegistrySettings
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from tests.factories.organisations import demo_organisations
from tests.factories.people import Token, Tokens

Clients = Callable[[Token | None], RegistryClient]


@pytest.fixture
def settings(keys: KeyRing, tmp_path: Path) -> RegistrySettings:
    return RegistrySettings(database_url="", keys_dir=keys.directory, clock_file=tmp_path / "clock.json")


@pytest.fixture
def started(registry_database: Engine, keys: KeyRing, clock: BusinessClock, settings: RegistrySettings) -> Engine:
    provide_start(registry_database, keys, clock, settings)
    return registry_database


@pytest.fixture
def app(started: Engine, keys: KeyRing, clock: BusinessClock) -> FastAPI:
    return build(started, keys, clock)


@pytest.fixture
def clients(app: FastAPI) -> Clients:
    http = TestClient(app)
    return lambda token: RegistryClient("", token, http=http)


@pytest.fixture
def operator(clients: Clients, tokens: Tokens) -> RegistryClient:
    return clients(tokens.operator)


@pytest.fixture
def worker(clients: Clients, tokens: Tokens) -> RegistryClient:
    return clients(tokens.worker)


@pytest.fixture
def with_organisations(operator: RegistryClient) -> RegistryClient:
    """The operator, after importing the demo's organisations."""
    operator.import_organisations(ImportOrganisations(organisations=list(demo_organisations())))
    return operator
