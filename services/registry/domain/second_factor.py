"""The second factor: codes by time (RFC 6238) and recovery codes. Real time, like the phone that shows the code."""

import secrets
from hmac import compare_digest

import pyotp

from services.registry.session_limits import (
    RECOVERY_CODES,
    RECOVERY_GROUP,
    RECOVERY_GROUPS,
    STEP_SECONDS,
    STEPS_EITHER_WAY,
)

ISSUER = "共管"
DIGITS = "0123456789"
"""A phone shows the field for the code with its digits only, so recovery codes have nothing else."""


def new_secret() -> str:
    """160 random bits in base32 (RFC 4226 4)."""
    return pyotp.random_base32()


def enrolment_address(secret: str, login: str) -> str:
    """What the QR code says to an authenticator: otpauth://totp/…"""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: float) -> int | None:
    """The time step whose code this is, within one step of now (seconds since 1970); None for no such step."""
    present, generator = int(now) // STEP_SECONDS, pyotp.HOTP(secret)
    steps = range(present - STEPS_EITHER_WAY, present + STEPS_EITHER_WAY + 1)
    fitting = [step for step in steps if compare_digest(generator.at(step), code)]
    return max(fitting, default=None)


def as_typed(code: str) -> str:
    """Without blanks and hyphens, in capitals, full-width digits as plain ones."""
    plain = code.translate({ord(wide): str(digit) for digit, wide in enumerate("０１２３４５６７８９")})
    return "".join(sign for sign in plain.upper() if sign.isascii() and sign.isalnum())


def new_recovery_codes() -> list[str]:
    """Twelve random digits each, in groups of four; guesses at them are limited like guesses at passwords."""
    return [_recovery_code() for _ in range(RECOVERY_CODES)]


def _recovery_code() -> str:
    signs = "".join(secrets.choice(DIGITS) for _ in range(RECOVERY_GROUP * RECOVERY_GROUPS))
    return "-".join(signs[at : at + RECOVERY_GROUP] for at in range(0, len(signs), RECOVERY_GROUP))
