"""Every command of every service as a dry run: the answer that the act then gives, and not a row is different."""

import re
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from shared.requests import commanding
from tests.security.calls import Call
from tests.security.every_call import call_for
from tests.security.relations import Outcome
from tests.security.routes import routes
from tests.security.service_bench import Bench, Route
from tests.security.test_permission_matrix import actors, wanted_outcome
from tests.security.world import World

TABLES = text(
    "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
)
NUMBERS = text("SELECT sequencename, last_value FROM pg_sequences WHERE sequencename LIKE '%serial'")
FRESH = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # ids made by the act
    r'|"entry_id":\d+'
    r"|\d{4}-\d\d-\d\dT[0-9:.]+(?:\+08:00|Z)"  # moments
    r'|"one_time_password":"[^"]+"'
)
DRY = {"Dry-Run": "1"}
COMMANDS = [
    (service, route.name)
    for service, route in routes()
    if any(one.call is commanding for one in route.dependant.dependencies)
]


def contents(bench: Bench) -> set[tuple[Any, ...]]:
    """Of every table how many rows, and what they say; and the last number taken of each series."""
    names = bench.connection.scalars(TABLES).all()
    each = (
        f"SELECT '{name}', count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {name} t" for name in names
    )
    found = {tuple(row) for row in bench.connection.execute(text(" UNION ALL ".join(each)))}
    return found | {tuple(row) for row in bench.connection.execute(NUMBERS)}


def token_of_somebody_who_may(world: World, bench: Bench, verb: str, call: Call) -> str:
    grants = bench.permissions[verb]
    allowed = (
        actor
        for actor, _, post in actors(call)
        if not actor.is_system and wanted_outcome(call, grants, post) is Outcome.ALLOWED
    )
    return world.tokens.of(next(allowed))()


def send(bench: Bench, route: Route, call: Call, token: str, headers: dict[str, str]) -> httpx.Response:
    content = call.content(unknown=False)
    content["headers"] = content.get("headers", {}) | headers
    return bench.send(route, call.url(route.path, unknown=False), token, **content)


@pytest.mark.parametrize(("service", "verb"), COMMANDS, ids=lambda value: value)
def test_a_dry_run_answers_like_the_act_and_leaves_nothing(world: World, service: str, verb: str) -> None:
    bench, call = world.bench(service), call_for(world, service, verb)
    route, token = bench.route(verb), token_of_somebody_who_may(world, bench, verb, call)
    with bench.undone():
        call.arrange(bench.connection)
        before = contents(bench)
        tried = send(bench, route, call, token, DRY)
        assert contents(bench) == before
        done = send(bench, route, call, token, {})
        assert (contents(bench) != before) is done.is_success
    assert (tried.status_code, comparable(tried)) == (done.status_code, comparable(done))
    assert done.status_code == call.answers


def comparable(answer: httpx.Response) -> str:
    return FRESH.sub("~", answer.text)
