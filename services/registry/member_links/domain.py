"""How a link stands, and what its code is. Real time: a rehearsal at another speed signs nobody out."""

import secrets
from datetime import datetime
from typing import Protocol

from services.registry.member_links.contract import MemberLinkStatus
from services.registry.session_limits import (
    MEMBER_ABSOLUTE_LIMIT,
    MEMBER_CODE_ATTEMPTS,
    MEMBER_CODE_DIGITS,
    MEMBER_IDLE_LIMIT,
)
from shared.errors import Refusal

S = MemberLinkStatus


class MemberLinkRefused(Refusal):
    """The same for an unknown, used, expired, withdrawn or void link and for a wrong code."""

    status = 401
    message = "链接或验证码不对，或者链接已经用过、过期；请核对后再试，仍打不开的请向党支部要新的链接。"


class Link(Protocol):
    expires_at: datetime
    attempts: int
    withdrawn_at: datetime | None
    redeemed_at: datetime | None
    last_used_at: datetime | None
    ended_at: datetime | None


def new_code() -> str:
    return f"{secrets.randbelow(10**MEMBER_CODE_DIGITS):0{MEMBER_CODE_DIGITS}d}"


def session_ends_at(redeemed_at: datetime) -> datetime:
    return redeemed_at + MEMBER_ABSOLUTE_LIMIT


def status_of(link: Link, now: datetime, *, answered_for: bool) -> MemberLinkStatus:
    """`answered_for`: whoever opened it may open one still."""
    status = _alone(link, now)
    return S.UNANSWERED if status in (S.OPEN, S.IN_USE) and not answered_for else status


def _alone(link: Link, now: datetime) -> MemberLinkStatus:
    if link.withdrawn_at is not None:
        return S.WITHDRAWN
    if link.redeemed_at is not None:
        return S.IN_USE if _session_is_open(link, link.redeemed_at, now) else S.ENDED
    if link.attempts >= MEMBER_CODE_ATTEMPTS:
        return S.VOID
    return S.OPEN if now < link.expires_at else S.EXPIRED


def _session_is_open(link: Link, redeemed_at: datetime, now: datetime) -> bool:
    """Limits are exclusive, as of people's sessions."""
    idle_since = link.last_used_at or redeemed_at
    return link.ended_at is None and now < session_ends_at(redeemed_at) and now < idle_since + MEMBER_IDLE_LIMIT
