"""Argon2id with OWASP's figures for servers: 19 MiB, two passes; many sign-ins at once must fit into memory."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def one_time_password() -> str:
    """96 random bits."""
    return secrets.token_urlsafe(12)


def hash_password(password: str) -> str:
    return HASHER.hash(password)


def fits(password_hash: str | None, password: str) -> bool:
    """None stands for an unknown login and takes as long as a wrong password."""
    try:
        return HASHER.verify(password_hash or _nobodys_hash(), password) and password_hash is not None
    except VerifyMismatchError:
        return False


@cache
def _nobodys_hash() -> str:
    return HASHER.hash(secrets.token_urlsafe(32))
