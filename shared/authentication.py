"""Access tokens: short-lived, signed, carrying the actor's posts with their organisation paths.

A service decides alone: it only needs the issuers' public keys. Sessions themselves live in the registry.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from shared.errors import NotSignedIn
from shared.posts import Actor, Post, Role

LIFETIME = timedelta(minutes=2)
EVERY_SERVICE = ("registry", "outflow", "inflow")
REMEMBERED = 1_000
"""Tokens whose signature need not be checked at every request of their two minutes; whether they have run out is."""
CLAIMS = jwt.JWTClaimsRegistry(exp={"essential": True}, iss={"essential": True}, leeway=0)


class TokenIssuer:
    """Signs tokens in the name of one issuer (`registry`, `worker`, `operator`)."""

    def __init__(self, issuer: str, key: OKPKey) -> None:
        self._issuer, self._key = issuer, key

    def issue(self, actor: Actor, *, session: str = "", audience: Iterable[str] = EVERY_SERVICE) -> str:
        now = datetime.now(UTC)
        claims = {
            "iss": self._issuer,
            "sub": actor.account,
            "name": actor.name,
            "sid": session,
            "aud": list(audience),
            "iat": now,
            "exp": now + LIFETIME,
            "posts": [post.claim for post in actor.posts],
        }
        return jwt.encode({"alg": "Ed25519", "kid": self._issuer}, claims, self._key, algorithms=["Ed25519"])


class TokenReader:
    """Verifies tokens for one service against the issuers' public keys."""

    def __init__(self, service: str, issuers: Mapping[str, OKPKey]) -> None:
        self._service, self._issuers = service, issuers
        self._signed = lru_cache(REMEMBERED)(self._checked)

    def read(self, token: str) -> Actor:
        """The actor of a valid token; raises NotSignedIn for anything else."""
        try:
            claims = self._signed(token)
            CLAIMS.validate(claims)
            return self._actor(claims)
        except (JoseError, KeyError, ValueError, TypeError) as error:
            raise NotSignedIn() from error

    def _checked(self, token: str) -> dict[str, Any]:
        return jwt.decode(token, self._key_of, algorithms=["Ed25519"]).claims

    def _key_of(self, token: Any) -> OKPKey:
        return self._issuers[token.headers()["kid"]]

    def _actor(self, claims: dict[str, Any]) -> Actor:
        if self._service not in claims["aud"]:
            raise ValueError("token is for another service")
        posts = tuple(Post.of_claim(claim) for claim in claims["posts"])
        issued_by_person = claims["iss"] == "registry"
        if issued_by_person and any(post.role is Role.SYSTEM for post in posts):
            raise ValueError("a person cannot act as the system")
        return Actor(account=claims["sub"], name=claims["name"], posts=posts)
