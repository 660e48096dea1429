"""The visitor behind a request: a session from the cookie, an actor, and the services in his name."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData

from services.console.console import Console
from services.console.directory import Organisations
from services.console.far_side import FarSide
from services.console.guard import SESSION_COOKIE, csrf_token, submitted
from services.console.sign_in.tokens import session_name
from shared.identifiers import is_within
from shared.policy.pack import PolicyPack
from shared.posts import Actor, Role
from shared.service_client import Outage, Refused

ORGANISERS = frozenset({Role.COMMITTEE_OFFICER, Role.RECEPTION_OFFICER, Role.DEPARTMENT_OFFICER, Role.INSPECTOR})
WATCHERS = frozenset({Role.DEPARTMENT_OFFICER, Role.SYSTEM_ADMINISTRATOR})
IMPORTERS = frozenset({Role.BRANCH_SECRETARY, Role.COMMITTEE_OFFICER})


class SignInNeeded(Exception):
    """No session, or it is over."""


STEPS = {"code_needed": "/sign-in/code", "enrolment_needed": "/second-factor"}
"""Where a session goes on that may not do everything yet, by the registry's code."""


class NextStep(Exception):
    """The password was right; something more is asked for at `place`."""

    def __init__(self, place: str) -> None:
        self.place = place
        super().__init__(place)


@dataclass(frozen=True)
class Visitor:
    session: str
    actor: Actor
    services: FarSide
    console: Console

    @property
    def csrf(self) -> str:
        return csrf_token(self.session)

    @property
    def drawer(self) -> str:
        """Under which name things are kept for this session."""
        return session_name(self.session)

    @property
    def today(self) -> date:
        return self.console.clock.today()

    @cached_property
    def organisations(self) -> Organisations:
        return self.console.reference.organisations(self.services.registry)

    def pack(self, organisation: str) -> PolicyPack:
        return self.console.reference.pack(self.services.registry, organisation, self.today)

    def holds(self, roles: frozenset[Role], organisation: str | None = None) -> bool:
        """Whether one of the posts has one of the roles, and stands at `organisation` when one is given."""
        return any(p.role in roles and organisation in (None, p.organisation) for p in self.actor.posts)

    def oversees(self, roles: frozenset[Role], organisation: str) -> bool:
        """Whether a post with one of the roles stands at `organisation` or above it."""
        known = self.organisations.by_code.get(organisation)
        path = known.path if known else organisation
        return any(
            p.role in roles and (is_within(path, p.path) or p.organisation == organisation) for p in self.actor.posts
        )

    def oversees_any(self, organisation: str) -> bool:
        return self.oversees(frozenset(Role), organisation)

    @property
    def post_words(self) -> str:
        """The first post in words, and how many more; empty while the directory is out of reach."""
        if not self.actor.posts:
            return "没有岗位"
        first, *others = self.actor.posts
        try:
            place = self.organisations.name(first.organisation)
        except Outage:
            return ""
        more = f"等 {len(others) + 1} 个岗位" if others else ""
        return f"{place} {first.role.label}{more}"

    @property
    def is_organiser(self) -> bool:
        return self.holds(ORGANISERS)

    @property
    def watches(self) -> bool:
        """Is told which processes are stuck."""
        return self.holds(WATCHERS)

    @property
    def audits(self) -> bool:
        return self.holds(frozenset({Role.AUDITOR}))

    @property
    def declares(self) -> bool:
        return self.holds(frozenset({Role.BRANCH_SECRETARY}))

    @property
    def imports(self) -> bool:
        return self.holds(IMPORTERS)


def visitor_of(request: Request) -> Visitor:
    """Raises SignInNeeded, NextStep, Outage."""
    session = request.cookies.get(SESSION_COOKIE)
    if not session:
        raise SignInNeeded()
    console: Console = request.app.state.console
    try:
        access = console.tokens.access(session)
    except Refused as refused:
        place = STEPS.get(refused.problem.code)
        raise NextStep(place) if place else SignInNeeded() from refused
    services = console.services.as_somebody(lambda: console.tokens.access(session).token)
    visitor = Visitor(session=session, actor=access.actor, services=services, console=console)
    request.state.visitor = visitor
    return visitor


VisitorDep = Annotated[Visitor, Depends(visitor_of)]
Submitted = Annotated[FormData, Depends(submitted)]
