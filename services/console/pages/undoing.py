"""撤回: what can be undone at once is undone by the button in the line that says it is done."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import parse_qsl, urlencode

from fastapi import Response
from fastapi.responses import RedirectResponse

from services.console.sign_in.routes import safe_next

SAID = frozenset({"done", "undo"})
ONE = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass(frozen=True)
class Undo:
    """A form without fields. `verb`: of a task's page, which takes several."""

    place: str
    verb: str = ""


@dataclass(frozen=True)
class _Way:
    about: str
    place: str
    verb: str = ""


WAYS: Mapping[str, _Way] = MappingProxyType(
    {
        "claim_task": _Way(rf"[a-z]+/{ONE}", "/tasks/{}", "release_task"),
        "release_task": _Way(rf"[a-z]+/{ONE}", "/tasks/{}", "claim_task"),
        "delegated": _Way(ONE, "/account/delegations/{}/end"),
        "added": _Way(ONE, "/notices/channels/{}/removal"),
    }
)
"""What undoes an act, by what a page says of it. Everything else that is reversible is so by an act with a reason."""


def undo_of(done: str, about: str) -> Undo | None:
    """None for what cannot be undone, and for an address that nobody here has written."""
    way = WAYS.get(done)
    if way is None or not re.fullmatch(way.about, about):
        return None
    return Undo(way.place.format(about), way.verb)


def done_at(place: object, done: str, about: str = "") -> Response:
    """Back to a page of this console, which says what has been done and, where it can be, how to undo it."""
    path, _, query = safe_next(place).partition("?")
    said = {"done": done} | ({"undo": about} if about else {})
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in SAID]
    return RedirectResponse(f"{path}?{urlencode([*kept, *said.items()])}", status_code=303)
