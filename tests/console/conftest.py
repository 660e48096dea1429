"""The console wired to fake services, and people who sign in to it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from services.console.app import create_app
from services.console.console import Console
from services.console.far_side import FarSide
from services.console.sign_in.tokens import AccessTokens
from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry.client import RegistryClient
from shared.business_clock import BusinessClock
from shared.posts import Actor, Post, Role
from tests.console.far_side import examples as e
from tests.console.far_side.services import inflow_app, outflow_app, registry_app
from tests.console.far_side.world import World
from tests.console.visitors import Browser
from tests.factories.organisations import path_of


def person(name: str, *posts: tuple[Role, str]) -> Actor:
    return Actor(account=name, name=name, posts=tuple(Post(role, code, path_of(code)) for role, code in posts))


@pytest.fixture
def world() -> World:
    """Everybody of one case that goes from 邗江 to 天长."""
    people = {
        "zhou": person("周超", (Role.BRANCH_SECRETARY, e.BRANCH)),
        "liu": person("刘芳", (Role.COMMITTEE_OFFICER, e.COMMITTEE)),
        "chen": person("陈静", (Role.DEPARTMENT_OFFICER, e.DEPARTMENT)),
        "wang": person("王敏", (Role.RECEPTION_OFFICER, e.HOST_COMMITTEE), (Role.COMMITTEE_OFFICER, e.HOST_COMMITTEE)),
        "zhao": person("赵强", (Role.BRANCH_SECRETARY, e.HOST_BRANCH)),
        "shen": person("沈计", (Role.AUDITOR, e.DEPARTMENT)),
        "sun": person("孙丽", (Role.DEPARTMENT_OFFICER, e.HOST_DEPARTMENT)),
    }
    return World(people=people)


def wired(world: World, *, demo_accounts: Path | None = None) -> FastAPI:
    services = FarSide(
        RegistryClient("", http=TestClient(registry_app(world))),
        OutflowClient("", http=TestClient(outflow_app(world))),
        InflowClient("", http=TestClient(inflow_app(world))),
    )
    clock = BusinessClock(origin_real=datetime.now(UTC), origin_business=e.at(e.TODAY))
    return create_app(
        Console(services=services, tokens=AccessTokens(services.registry), clock=clock, demo_accounts=demo_accounts)
    )


@pytest.fixture
def app(world: World) -> FastAPI:
    return wired(world)


@pytest.fixture
def visit(app: FastAPI) -> Callable[[str], Browser]:
    """Open a browser and sign in as one of the people."""

    def signed_in(login: str) -> Browser:
        browser = Browser(app)
        browser.sign_in(login)
        return browser

    return signed_in
