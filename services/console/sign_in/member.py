"""The member behind a request: a session of his own, the one case it opens, and both sides in his name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends, Request

from services.console.console import Console
from services.console.directory import Organisations
from services.console.far_side import FarSide, none_if_refused
from services.console.guard import MEMBER_COOKIE
from services.console.sign_in.visitor import Visitor
from services.inflow.member.client import MemberAtTheHost
from services.outflow.member.client import MemberAtHome
from shared.service_client import Refused, Token

BETWEEN, LINKS_AT_MOST = "~", 3
"""Of home, of the host, and one that has been opened anew."""
NOT_HERE = (401, 403, 404)
"""How a side answers that knows nothing of the case, or is run by somebody else and not opened by this link."""
T = TypeVar("T")
Calls = TypeVar("Calls")


class LinkNeeded(Exception):
    """No session of a member, or it is over."""


def if_here(ask: Callable[[], T]) -> T | None:
    return none_if_refused(ask, *NOT_HERE)


class Nameless(Organisations):
    """A member's token opens no directory: what names an organisation by its code alone is left out."""

    def name(self, code: str | None) -> str:
        return ""


@dataclass(frozen=True)
class Member(Visitor):
    """`links`: the services as each of his links opens them; one of his home branch opens home, one of the host
    branch the host. `session`: all of them, as his browser holds them."""

    case_id: UUID
    links: tuple[FarSide, ...]

    @cached_property
    def at_home(self) -> MemberAtHome:
        """Raises Outage."""
        by_link = [link.outflow.as_another(MemberAtHome) for link in self.links]
        return _that_opens(by_link, lambda calls: calls.read_my_case(self.case_id))

    @cached_property
    def at_the_host(self) -> MemberAtTheHost:
        """Raises Outage."""
        by_link = [link.inflow.as_another(MemberAtTheHost) for link in self.links]
        return _that_opens(by_link, lambda calls: calls.read_my_placement(self.case_id))

    @cached_property
    def organisations(self) -> Organisations:
        return Nameless({})


def _that_opens(by_link: Sequence[Calls], read: Callable[[Calls], Any]) -> Calls:
    """Of several links the one whose branch has him on this side; the oldest, unasked, if no other does."""
    *others, oldest = by_link
    return next((one for one in others if if_here(partial(read, one)) is not None), oldest)


def sessions_of(request: Request) -> list[str]:
    return [one for one in request.cookies.get(MEMBER_COOKIE, "").split(BETWEEN) if one][:LINKS_AT_MOST]


def together(sessions: Sequence[str]) -> str:
    """As a cookie."""
    return BETWEEN.join(sessions[:LINKS_AT_MOST])


def case_of(console: Console, session: str) -> UUID | None:
    """None when the session is over, or no member's. Raises Outage."""
    try:
        return console.member_tokens.access(session).actor.own_case
    except Refused:
        return None


def member_of(request: Request) -> Member:
    """Raises LinkNeeded, Outage."""
    console: Console = request.app.state.console
    cases = {session: case_of(console, session) for session in sessions_of(request)}
    case_id = next((case for case in cases.values() if case), None)
    if case_id is None:
        raise LinkNeeded()
    sessions = [session for session, case in cases.items() if case == case_id]
    links = tuple(console.services.as_somebody(_token(console, session)) for session in sessions)
    member = Member(
        session=request.cookies[MEMBER_COOKIE],
        actor=console.member_tokens.access(sessions[0]).actor,
        services=links[0],
        console=console,
        case_id=case_id,
        links=links,
    )
    request.state.visitor = member
    return member


def _token(console: Console, session: str) -> Token:
    return lambda: console.member_tokens.access(session).token


MemberDep = Annotated[Member, Depends(member_of)]
