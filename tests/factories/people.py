"""People with posts at the demo's organisations, as their access tokens speak for them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from shared.authentication import TokenIssuer
from shared.keys import KeyRing
from shared.posts import Actor, Post, Role
from tests.factories.organisations import path_of

Token = Callable[[], str]


def holder(role: Role, organisation: str, *, account: str = "", name: str = "") -> Actor:
    post = Post(role, organisation, path_of(organisation))
    return Actor(account=account or f"{role}@{organisation}", name=name or role.label, posts=(post,))


@dataclass(frozen=True)
class Tokens:
    """Token sources for the clients: of a person, of a workflow's activity, of an operator's command."""

    keys: KeyRing

    def of(self, actor: Actor) -> Token:
        issuer = TokenIssuer("registry", self.keys.issuer("registry"))
        return lambda: issuer.issue(actor)

    def at(self, role: Role, organisation: str) -> Token:
        return self.of(holder(role, organisation))

    @property
    def worker(self) -> Token:
        issuer = TokenIssuer("worker", self.keys.issuer("worker"))
        return lambda: issuer.issue(Actor.system("worker"))

    @property
    def operator(self) -> Token:
        issuer = TokenIssuer("operator", self.keys.issuer("operator"))
        return lambda: issuer.issue(Actor.system("operator"))


@pytest.fixture(scope="session")
def tokens(keys: KeyRing) -> Tokens:
    return Tokens(keys)
