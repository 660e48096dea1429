"""The QR of a paper: an address of this console with the seal in its fragment, which reaches no server's log."""

import io
from typing import Any

import segno
from segno.consts import MODE_ALPHANUMERIC, MODE_BYTE

PLACE = "/verify#"
QUIET = 4
"""Modules of quiet zone (ISO/IEC 18004)."""


def address(base_url: str, seal: str) -> str:
    return f"{base_url.rstrip('/')}{PLACE}{seal}"


def picture(base_url: str, seal: str) -> str:
    """SVG. Two segments, because the seal fits the alphanumeric mode and an address does not; level M."""
    place = f"{base_url.rstrip('/')}{PLACE}"
    segments: Any = [(place, MODE_BYTE), (seal, MODE_ALPHANUMERIC)]  # segno's types know one segment only
    drawn = io.BytesIO()
    segno.make(segments, error="m", micro=False, boost_error=False).save(drawn, kind="svg", xmldecl=False, border=QUIET)
    return drawn.getvalue().decode("ascii")
