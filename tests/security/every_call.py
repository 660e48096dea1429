"""The calls of all routes: of the cases themselves, and of the parts, each of which brings its own."""

from collections.abc import Callable

from tests.security import calls_reports
from tests.security.calls import Call, at_home, at_the_host, in_the_registry, of_the_kernel
from tests.security.world import World

PARTS: tuple[Callable[[World], dict[str, dict[str, Call]]], ...] = (calls_reports.calls,)
"""Of each part: service → verb → call."""


def call_for(world: World, service: str, verb: str) -> Call:
    rows = {"registry": in_the_registry, "outflow": at_home, "inflow": at_the_host}[service](world)
    rows |= of_the_kernel(world, service)
    for part in PARTS:
        rows |= part(world).get(service, {})
    assert verb in rows, f"new route {service}.{verb}: add a row to tests/security that calls it successfully"
    return rows[verb]
