"""S1: every route × role × relation of organisations, from OpenAPI and the policy tables; 0 leaks.

`pytest tests/security/test_permission_matrix.py --sabotage` removes one check and must turn red.
"""

from collections.abc import Iterator

import pytest
from fastapi.routing import APIRoute

from services.inflow import app as inflow
from services.outflow import app as outflow
from services.registry import app as registry
from shared.authorisation import PUBLIC, SIGNED_LETTER, Permissions
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from shared.posts import Actor, Post, Role
from tests.factories.database import Databases
from tests.factories.deployment import FIRST_MOMENT, clock_at
from tests.factories.people import Tokens
from tests.security.calls import Call, Kind, call_for
from tests.security.relations import Outcome, Stands, allows, expected, organisation_for, post_at
from tests.security.sabotage import without_the_check
from tests.security.service_bench import Bench, Route
from tests.security.world import World, populated

SERVICES = {"registry": registry, "outflow": outflow, "inflow": inflow}
PEOPLE = [role for role in Role if role is not Role.SYSTEM]


def guarded_verbs() -> Iterator[tuple[str, str]]:
    """At collection: a route without a policy row stops here."""
    for name, service in SERVICES.items():
        permissions: Permissions = service.PERMISSIONS
        for router in service.ROUTERS:
            for route in router.routes:
                assert isinstance(route, APIRoute)
                if route.name not in permissions:
                    raise LookupError(
                        f"{name}.{route.name} has no policy row: add one to services/{name}/permissions.py"
                    )
                if permissions[route.name] not in (PUBLIC, SIGNED_LETTER):
                    yield name, route.name


VERBS = list(guarded_verbs())


@pytest.fixture(scope="module")
def world(databases: Databases, keys: KeyRing) -> Iterator[World]:
    clock: BusinessClock = clock_at(FIRST_MOMENT)
    with populated(databases, keys, clock, Tokens(keys)) as world:
        yield world


@pytest.mark.parametrize(("service", "verb"), VERBS, ids=lambda value: value)
def test_a_route_opens_to_exactly_whom_the_policy_table_names(world: World, service: str, verb: str) -> None:
    leaks = list(disagreements(world, service, verb))
    assert leaks == [], "\n".join(leaks)


def test_the_table_and_openapi_know_the_same_routes(world: World) -> None:
    for name, service in SERVICES.items():
        routed = {route.name for router in service.ROUTERS for route in router.routes if isinstance(route, APIRoute)}
        assert world.bench(name).verbs() == routed


def test_a_missing_check_turns_the_matrix_red(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    without_the_check(monkeypatch)
    assert list(disagreements(world, "outflow", "brief_member")) != []


def disagreements(world: World, service: str, verb: str) -> Iterator[str]:
    bench, call = world.bench(service), call_for(world, service, verb)
    route = bench.route(verb)
    with bench.undone():
        call.arrange(bench.connection)
        for actor, stands, post in actors(call):
            token = world.tokens.of(actor)() if not actor.is_system else world.tokens.worker()
            said = disagreement(bench, route, call, post, token)
            if said:
                yield f"{service}.{verb} by {post.role if post else 'nobody'}, {stands}: {said}"


def actors(call: Call) -> Iterator[tuple[Actor, str, Post | None]]:
    for stands in Stands:
        path = organisation_for(stands, call.of)
        if path is None and stands is not Stands.NONE:
            continue
        for role in PEOPLE if path else PEOPLE[:1]:
            post = post_at(role, path)
            yield Actor(f"{role}@{stands}", "某人", (post,) if post else ()), stands, post
    yield Actor.system("worker"), "a workflow", Post(Role.SYSTEM, "", "")


def disagreement(bench: Bench, route: Route, call: Call, post: Post | None, token: str) -> str | None:
    """What was answered, when it is not what the policy table promises; None when it is."""
    grants = bench.permissions[route.verb]
    before = bench.footprint()
    with bench.undone():
        answer = bench.send(route, call.url(route.path, unknown=False), token, **call.content(unknown=False))
        changed = bench.footprint() != before
    if call.kind is Kind.SIGNED_IN:
        return None if answer.status_code == 200 else answer.text
    if call.kind is Kind.LIST:
        shown = answer.status_code == 200 and call.shows(answer.json())
        right = answer.status_code == 200 and shown is allows(grants, post, call.of)
        return None if right else f"shown={shown}: {answer.status_code} {answer.text[:200]}"
    wanted = expected(grants, post, call.of)
    if call.kind is Kind.ROLE and wanted is not Outcome.ALLOWED:
        wanted = Outcome.NOT_THIS_POST
    got = f"wanted {wanted}, answered {answer.status_code} {answer.text[:200]}"
    if wanted is Outcome.ALLOWED:
        return None if answer.status_code == call.answers else got
    if changed:
        return f"{got} and left something behind"
    if wanted is Outcome.STRANGER:
        return None if answer.status_code == 404 and _like_unknown(bench, route, call, token, answer.content) else got
    return None if (answer.status_code, answer.json()["code"]) == (403, "not_your_post") else got


def _like_unknown(bench: Bench, route: Route, call: Call, token: str, foreign: bytes) -> bool:
    with bench.undone():
        unknown = bench.send(route, call.url(route.path, unknown=True), token, **call.content(unknown=True))
    return unknown.status_code == 404 and unknown.content == foreign
