"""The member behind a request: a session of his own, the one case it opens, and both sides in his name."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request

from services.console.console import Console
from services.console.directory import Organisations
from services.console.guard import MEMBER_COOKIE
from services.console.sign_in.visitor import Visitor
from services.inflow.member.client import MemberAtTheHost
from services.outflow.member.client import MemberAtHome
from shared.service_client import Refused


class LinkNeeded(Exception):
    """No session of a member, or it is over."""


class Nameless(Organisations):
    """A member's token opens no directory: what names an organisation by its code alone is left out."""

    def name(self, code: str | None) -> str:
        return ""


@dataclass(frozen=True)
class Member(Visitor):
    case_id: UUID
    at_home: MemberAtHome
    at_the_host: MemberAtTheHost

    @cached_property
    def organisations(self) -> Organisations:
        return Nameless({})


def member_of(request: Request) -> Member:
    """Raises LinkNeeded, Outage."""
    session = request.cookies.get(MEMBER_COOKIE)
    if not session:
        raise LinkNeeded()
    console: Console = request.app.state.console
    tokens = console.member_tokens
    try:
        actor = tokens.access(session).actor
    except Refused as refused:
        raise LinkNeeded() from refused
    if actor.own_case is None:
        raise LinkNeeded()

    def token() -> str:
        return tokens.access(session).token

    services = console.services.as_somebody(token)
    member = Member(
        session=session,
        actor=actor,
        services=services,
        console=console,
        case_id=actor.own_case,
        at_home=services.outflow.as_another(MemberAtHome),
        at_the_host=services.inflow.as_another(MemberAtTheHost),
    )
    request.state.visitor = member
    return member


MemberDep = Annotated[Member, Depends(member_of)]
