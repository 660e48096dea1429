"""How the reports' routes are called."""

from typing import Any

from tests.security.calls import CASE, PLACEMENT, Call, Kind
from tests.security.relations import Object
from tests.security.world import World

HOME = Object(owners=CASE.owners, seen_at=CASE.seen_at)
HOST = Object(owners=PLACEMENT.owners, seen_at=PLACEMENT.seen_at)


def calls(world: World) -> dict[str, dict[str, Call]]:
    return {
        "outflow": {
            "read_report": Call(Kind.LIST, HOME, shows=_counts_something),
            "list_figure": Call(Kind.LIST, HOME, {"key": "open-by-status"}),
        },
        "inflow": {
            "read_report": Call(Kind.LIST, HOST, shows=_counts_something),
            "list_figure": Call(Kind.LIST, HOST, {"key": "by-status"}),
        },
    }


def _counts_something(answer: Any) -> bool:
    return any(figure["rows"] for figure in answer["figures"])
