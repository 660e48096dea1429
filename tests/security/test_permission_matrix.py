"""S1: every route × role × relation of organisations, from OpenAPI and the policy tables; 0 leaks.

`pytest tests/security/test_permission_matrix.py --sabotage` removes one check and must turn red.
"""

from collections.abc import Iterator

import httpx
import pytest

from shared.authorisation import Grant
from shared.posts import Actor, Post, Role
from tests.security.calls import Call, Kind
from tests.security.every_call import call_for
from tests.security.relations import Outcome, Stands, expected, organisation_for, post_at
from tests.security.routes import SERVICES, guarded_verbs, routes
from tests.security.sabotage import without_the_check
from tests.security.service_bench import Bench, Route
from tests.security.world import World

PEOPLE = [role for role in Role if role is not Role.SYSTEM]
VERBS = guarded_verbs()


@pytest.mark.parametrize(("service", "verb"), VERBS, ids=lambda value: value)
def test_a_route_opens_to_exactly_whom_the_policy_table_names(world: World, service: str, verb: str) -> None:
    leaks = list(disagreements(world, service, verb))
    assert leaks == [], "\n".join(leaks)


def test_the_table_and_openapi_know_the_same_routes(world: World) -> None:
    for service in SERVICES:
        routed = {route.name for name, route in routes() if name == service}
        assert world.bench(service).verbs() == routed


def test_a_missing_check_turns_the_matrix_red(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    without_the_check(monkeypatch)
    assert list(disagreements(world, "outflow", "brief_member")) != []


def disagreements(world: World, service: str, verb: str) -> Iterator[str]:
    bench, call = world.bench(service), call_for(world, service, verb)
    route = bench.route(verb)
    with bench.undone():
        call.arrange(bench.connection)
        unknown = _answer_to_the_unknown(world, bench, route, call)
        for actor, stands, post in actors(call):
            token = world.tokens.of(actor)() if not actor.is_system else world.tokens.worker()
            said = disagreement(bench, route, call, post, token, unknown)
            if said:
                yield f"{service}.{verb} by {post.role if post else 'nobody'}, {stands}: {said}"


def _answer_to_the_unknown(world: World, bench: Bench, route: Route, call: Call) -> bytes:
    """What is said about an object that does not exist, to one who could act upon it if it did."""
    if call.kind is not Kind.OBJECT:
        return b""
    roles = sorted(role for grant in bench.permissions[route.verb] for role in grant.roles if role is not Role.SYSTEM)
    post = post_at(roles[0], call.of.owners[0])
    assert post is not None
    token = world.tokens.of(Actor("somebody", "某人", (post,)))()
    with bench.undone():
        answer = bench.send(route, call.url(route.path, unknown=True), token, **call.content(unknown=True))
    assert answer.status_code == 404, f"{route.verb} on an unknown object: {answer.text}"
    return answer.content


def actors(call: Call) -> Iterator[tuple[Actor, str, Post | None]]:
    for stands in Stands:
        path = organisation_for(stands, call.of)
        if path is None and stands is not Stands.NONE:
            continue
        for role in PEOPLE if path else PEOPLE[:1]:
            post = post_at(role, path)
            yield Actor(f"{role}@{stands}", "某人", (post,) if post else ()), stands, post
    yield Actor.system("worker"), "a workflow", Post(Role.SYSTEM, "", "")


def disagreement(bench: Bench, route: Route, call: Call, post: Post | None, token: str, unknown: bytes) -> str | None:
    """What was answered, when it is not what the policy table promises; None when it is."""
    before = bench.footprint()
    with bench.undone():
        answer = bench.send(route, call.url(route.path, unknown=False), token, **call.content(unknown=False))
        changed = bench.footprint() != before
    wanted = wanted_outcome(call, bench.permissions[route.verb], post)
    right = is_right(call, wanted, answer, unknown) and (wanted is Outcome.ALLOWED or not changed)
    left = " and left something behind" if changed else ""
    return None if right else f"wanted {wanted}, answered {answer.status_code} {answer.text[:200]}{left}"


def wanted_outcome(call: Call, grants: tuple[Grant, ...], post: Post | None) -> Outcome:
    wanted = expected(grants, post, call.of)
    if call.kind is Kind.SIGNED_IN:
        return Outcome.ALLOWED
    if call.kind is Kind.OBJECT or wanted is Outcome.ALLOWED:
        return wanted
    return Outcome.NOT_THIS_POST if call.kind is Kind.ROLE else Outcome.STRANGER


def is_right(call: Call, wanted: Outcome, answer: httpx.Response, unknown: bytes) -> bool:
    if call.kind is Kind.LIST:
        return answer.status_code == 200 and call.shows(answer.json()) is (wanted is Outcome.ALLOWED)
    if wanted is Outcome.ALLOWED:
        return answer.status_code == call.answers
    if wanted is Outcome.STRANGER:
        return (answer.status_code, answer.content) == (404, unknown)
    return (answer.status_code, answer.json().get("code")) == (403, "not_your_post")
