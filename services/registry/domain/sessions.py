"""When a session ends and when a login rests. Real time: a rehearsal at another speed signs nobody out."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.registry.session_limits import (
    ABSOLUTE_LIMIT,
    CODE_LIMIT,
    DEPARTMENT_ROLES,
    FAILURES_ALLOWED,
    IDLE_LIMIT,
    IDLE_LIMIT_OF_DEPARTMENTS,
)
from shared.posts import Post


class Lasting(Protocol):
    opened_at: datetime
    last_used_at: datetime
    revoked_at: datetime | None
    awaits_code: bool


@dataclass(frozen=True)
class SecretToken:
    """256 random bits for the person; only the digest is stored."""

    text: str

    @classmethod
    def new(cls) -> "SecretToken":
        return cls(secrets.token_urlsafe(32))

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def of_departments(posts: Iterable[Post]) -> bool:
    """Whether the stricter rules of department posts hold for whoever has these."""
    return any(post.role in DEPARTMENT_ROLES for post in posts)


def expires_at(opened_at: datetime) -> datetime:
    return opened_at + ABSOLUTE_LIMIT


def is_open(session: Lasting, posts: Iterable[Post], now: datetime) -> bool:
    """Limits are exclusive: at eight hours to the second the session is over."""
    if session.revoked_at is not None or now >= expires_at(session.opened_at):
        return False
    if session.awaits_code:
        return now < session.opened_at + CODE_LIMIT
    return now < session.last_used_at + _idle_limit(posts)


def _idle_limit(posts: Iterable[Post]) -> timedelta:
    return IDLE_LIMIT_OF_DEPARTMENTS if of_departments(posts) else IDLE_LIMIT


def rests(failures: int) -> bool:
    """Whether a login with so many failures within the window must wait."""
    return failures >= FAILURES_ALLOWED
