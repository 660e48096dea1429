"""The QR of a paper: an address of this console with the seal in its fragment, which reaches no server's log."""

import io
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Drawn:
    """For a page that must not give the text away to an address of a picture: `path` fills a square of `size`."""

    size: int
    path: str


def drawn(text: str) -> Drawn:
    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=QUIET))
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return Drawn(len(rows), "".join(dark))
