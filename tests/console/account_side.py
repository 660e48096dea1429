"""The console before a real registry with three people of one street; the other two services are fakes."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import pyotp
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.console.app import create_app
from services.console.console import Console
from services.console.far_side import FarSide
from services.console.sign_in.tokens import AccessTokens
from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry.app import build
from services.registry.client import RegistryClient
from services.registry.contract import (
    CreateAccount,
    ImportOrganisations,
    NewPost,
    SecondFactorCode,
    SecondFactorRule,
    SignIn,
)
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from shared.posts import Role
from tests.console.far_side.services import inflow_app, outflow_app
from tests.console.far_side.world import PASSWORD, World
from tests.factories.organisations import demo_organisations
from tests.factories.people import Tokens

PEOPLE = {
    "zhou": ("周超", Role.BRANCH_SECRETARY, "32100300101"),
    "lisi": ("李四", Role.CONTACT_PERSON, "32100300101"),
    "chen": ("陈静", Role.DEPARTMENT_OFFICER, "321003"),
}


@dataclass(frozen=True)
class AccountSide:
    console: FastAPI
    registry: RegistryClient

    def session(self, login: str) -> str:
        return self.registry.sign_in(SignIn(login=login, password=PASSWORD)).token

    def enrol(self, login: str) -> str:
        """The secret; the code of the present step is still fresh."""
        session = self.session(login)
        secret = str(self.registry.begin_second_factor(session).secret)
        self.registry.confirm_second_factor(session, SecondFactorCode(code=code_of(secret, -1)))
        return secret


def code_of(secret: str, steps: int = 0) -> str:
    return pyotp.TOTP(secret).at(int(time.time()) + 30 * steps)


@contextmanager
def account_side(
    engine: Engine, keys: KeyRing, tokens: Tokens, clock: BusinessClock, rule: SecondFactorRule
) -> Iterator[AccountSide]:
    world = World()
    with TestClient(build(engine, keys, clock, second_factor=rule)) as http:
        operator = RegistryClient("", tokens.operator, http=http)
        operator.import_organisations(ImportOrganisations(organisations=list(demo_organisations())))
        for login, (name, role, place) in PEOPLE.items():
            posts = [NewPost(role=role, organisation=place)]
            operator.create_account(CreateAccount(login=login, name=name, password=PASSWORD, posts=posts))
        services = FarSide(
            RegistryClient("", http=http),
            OutflowClient("", http=TestClient(outflow_app(world))),
            InflowClient("", http=TestClient(inflow_app(world))),
        )
        now = BusinessClock(origin_real=datetime.now(UTC), origin_business=clock.now())
        console = Console(services=services, tokens=AccessTokens(services.registry), clock=now, demo_accounts=None)
        yield AccountSide(create_app(console), operator)


@pytest.fixture
def side(registry_database: Engine, keys: KeyRing, tokens: Tokens, clock: BusinessClock) -> Iterator[AccountSide]:
    with account_side(registry_database, keys, tokens, clock, SecondFactorRule.OFFERED) as made:
        yield made


@pytest.fixture
def strict_side(
    registry_database: Engine, keys: KeyRing, tokens: Tokens, clock: BusinessClock
) -> Iterator[AccountSide]:
    """As in production."""
    with account_side(registry_database, keys, tokens, clock, SecondFactorRule.REQUIRED) as made:
        yield made
