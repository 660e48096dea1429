"""Access tokens by session, in memory until shortly before they run out."""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock

from services.registry.client import RegistryClient
from services.registry.contract import AccessTokenIssued
from shared.posts import Actor, Post

# Longer than one request may take on its way through the services.
MARGIN = timedelta(seconds=25)
KEPT_AT_MOST = 5_000


@dataclass(frozen=True)
class Access:
    token: str
    expires_at: datetime
    actor: Actor

    @property
    def fresh(self) -> bool:
        return self.expires_at - datetime.now(UTC) > MARGIN


def actor_of(token: str) -> Actor:
    """Whom the token speaks for. Read without its key: it came from the registry itself, and only to show a name
    and to choose buttons; what is allowed the services decide."""
    payload = token.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    posts = tuple(Post.of_claim(claim) for claim in claims["posts"])
    return Actor(account=claims["sub"], name=claims["name"], posts=posts)


class AccessTokens:
    def __init__(self, registry: RegistryClient) -> None:
        self._registry = registry
        self._kept: dict[str, Access] = {}
        self._lock = Lock()

    def access(self, session: str) -> Access:
        """Raises Refused 401 when the session is over, Outage."""
        name = session_name(session)
        with self._lock:
            kept = self._kept.get(name)
        if kept and kept.fresh:
            return kept
        access = _access(self._issue(session))
        with self._lock:
            self._kept.pop(name, None)
            self._kept[name] = access
            while len(self._kept) > KEPT_AT_MOST:
                self._kept.pop(next(iter(self._kept)))
        return access

    def _issue(self, session: str) -> AccessTokenIssued:
        return self._registry.issue_access_token(session)

    def forget(self, session: str) -> None:
        with self._lock:
            self._kept.pop(session_name(session), None)


class MemberTokens(AccessTokens):
    """Of members' sessions: for the two sides of a case, not for the registry."""

    def _issue(self, session: str) -> AccessTokenIssued:
        return self._registry.issue_member_token(session)


def session_name(session: str) -> str:
    """A name for what is kept per session, so that the session token itself is not kept."""
    return hashlib.sha256(session.encode()).hexdigest()


def _access(issued: AccessTokenIssued) -> Access:
    return Access(issued.token, issued.expires_at, actor_of(issued.token))
