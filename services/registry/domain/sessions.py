"""When a session ends and when a login rests. Real time: a rehearsal at another speed signs nobody out."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

IDLE_LIMIT = timedelta(hours=8)
ABSOLUTE_LIMIT = timedelta(hours=24)
FAILURES_ALLOWED = 5
FAILURE_WINDOW = timedelta(minutes=15)


class Lasting(Protocol):
    opened_at: datetime
    last_used_at: datetime
    revoked_at: datetime | None


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


def expires_at(opened_at: datetime) -> datetime:
    return opened_at + ABSOLUTE_LIMIT


def is_open(session: Lasting, now: datetime) -> bool:
    """Limits are exclusive: at eight hours to the second the session is over."""
    if session.revoked_at is not None:
        return False
    return now < session.last_used_at + IDLE_LIMIT and now < expires_at(session.opened_at)


def rests(failures: int) -> bool:
    """Whether a login with so many failures within the window must wait."""
    return failures >= FAILURES_ALLOWED
