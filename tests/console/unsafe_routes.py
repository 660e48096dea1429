"""Every route of the console that may change something, with an address: a new placeholder stops the collection."""

import re
from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Mount, Route

from services.console.guard import SAFE
from tests.console.conftest import wired
from tests.console.far_side import examples as e
from tests.console.far_side.world import World

PLACEHOLDER = re.compile(r"\{(\w+)(?::\w+)?\}")
AN_ID = str(e.CASE_ID)
EXAMPLES = {
    "about": AN_ID,
    "branch": e.BRANCH,
    "committee": e.COMMITTEE,
    "name": "x",
    "number": "0",
    "place": "agreements",
    "role": "HOME",
    "secret": "x",
    "service": "outflow",
    "side": "home",
    "step": "close",
    "subject": AN_ID,
    "verb": "brief_member",
}


def routes_of(app: FastAPI) -> Iterator[BaseRoute]:
    return (context.original_route for context in iter_route_contexts(app.routes))


def methods_of(route: BaseRoute) -> set[str]:
    """Raises LookupError for what hides routes of its own; static files change nothing."""
    if isinstance(route, Route):
        return set(route.methods or ())
    if isinstance(route, Mount) and route.path == "/static":
        return set()
    raise LookupError(f"{route}: tell tests/console/unsafe_routes.py what it may change")


def address_of(template: str) -> str:
    return PLACEHOLDER.sub(lambda found: _example(template, found[1]), template)


def _example(template: str, placeholder: str) -> str:
    if placeholder.endswith("_id"):
        return AN_ID
    if placeholder not in EXAMPLES:
        raise LookupError(f"{template}: give an example of {placeholder} in tests/console/unsafe_routes.py")
    return EXAMPLES[placeholder]


def _templates() -> tuple[dict[str, set[str]], set[str]]:
    unsafe: dict[str, set[str]] = {}
    shown: set[str] = set()
    for route in routes_of(wired(World())):
        methods = methods_of(route)
        if isinstance(route, Route):
            if methods - SAFE:
                unsafe.setdefault(route.path, set()).update(methods - SAFE)
            if "GET" in methods:
                shown.add(route.path)
    return unsafe, shown


UNSAFE, SHOWN = _templates()
UNSAFE_CALLS = [(method, address_of(template)) for template, methods in UNSAFE.items() for method in sorted(methods)]
"""Method and address."""
WITH_A_PAGE = [address_of(template) for template in UNSAFE if template in SHOWN]
