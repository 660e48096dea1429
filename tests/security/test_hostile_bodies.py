"""S5 for the services: whatever stands in a text field of a body is stored literally or refused in words, never a 5xx.

The bodies are those of the permission matrix, one text at a time replaced. GONGGUAN_SEED repeats a run.
"""

import os
import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from services.registry.client import RegistryClient
from services.registry.records.contract import KeepRecord, RecordKind
from shared.posts import Role
from tests.factories.hostile_strings import every, shuffled
from tests.factories.people import holder
from tests.security.calls import Call
from tests.security.every_call import call_for
from tests.security.relations import post_at
from tests.security.routes import guarded_verbs
from tests.security.service_bench import Bench, Route
from tests.security.world import HOME_COMMITTEE, World

SEED = int(os.environ.get("GONGGUAN_SEED") or random.randrange(10**6))
AT_A_PUSH, IN_FULL = 2, 60
BEYOND = ["\x00", "汪\x00海", "\U0001f600", "\ufffe", "字" * 5_000]
"""Besides the composed ones: what a database or a screen has no sign for, and what is too long."""
Place = tuple[str | int, ...]


def text_places(value: Any, at: Place = ()) -> Iterator[Place]:
    """Where in a body words stand that a person may have typed: not codes, ids and days."""
    if isinstance(value, str) and any(ord(sign) > 127 for sign in value):
        yield at
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from text_places(one, (*at, name))
    elif isinstance(value, list):
        for number, one in enumerate(value[:3]):
            yield from text_places(one, (*at, number))


def with_text(value: Any, at: Place, text: str) -> Any:
    if not at:
        return text
    first, *rest = at
    changed: Any = dict(value) if isinstance(value, dict) else list(value)
    changed[first] = with_text(value[first], tuple(rest), text)
    return changed


def strings(many: int) -> list[str]:
    return [*shuffled(SEED)[:many], *BEYOND]


def speaker(world: World, bench: Bench, call: Call, verb: str) -> str:
    """Somebody who may, so that the body is looked at."""
    roles = {role for grant in bench.permissions[verb] for role in grant.roles}
    if Role.SYSTEM in roles:
        return world.tokens.worker()
    post = post_at(min(roles), call.of.owners[0])
    assert post is not None
    return world.tokens.at(post.role, post.organisation)()


def send(world: World, bench: Bench, route: Route, call: Call, body: Any) -> httpx.Response:
    with bench.undone():
        call.arrange(bench.connection)
        return bench.send(
            route, call.url(route.path, unknown=False), speaker(world, bench, call, route.verb), json=body
        )


def check_every_place(world: World, service: str, verb: str, many: int) -> None:
    bench, call = world.bench(service), call_for(world, service, verb)
    if not isinstance(call.body, BaseModel):
        return
    route, body = bench.route(verb), call.body.model_dump(mode="json")
    for place in text_places(body):
        for text in strings(many):
            answer = send(world, bench, route, call, with_text(body, place, text))
            said = f"seed {SEED}: {service}.{verb} {place} = {text!r} → {answer.status_code} {answer.text[:300]}"
            assert answer.status_code < 500, said
            if answer.status_code >= 400:
                assert answer.json()["detail"], said


VERBS = guarded_verbs()


@pytest.mark.parametrize(("service", "verb"), VERBS, ids=lambda value: value)
def test_no_text_breaks_a_service(world: World, service: str, verb: str) -> None:
    check_every_place(world, service, verb, AT_A_PUSH)


@pytest.mark.full
@pytest.mark.parametrize(("service", "verb"), VERBS, ids=lambda value: value)
def test_none_of_many_texts_breaks_a_service(world: World, service: str, verb: str) -> None:
    check_every_place(world, service, verb, IN_FULL)


def test_every_string_is_stored_as_it_came(world: World) -> None:
    """In a column that is searched and in one that is sealed."""
    token = world.tokens.of(holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE))
    clerk = RegistryClient("", token, http=world.registry.http)
    quota = {"own": HOME_COMMITTEE, "kind": RecordKind.COMMENDATION_QUOTA, "on": date(2026, 9, 1), "planned": 3}
    with world.registry.undone():
        kept = {}
        for text in every():
            body = KeepRecord.model_validate({**quota, "title": text[:60], "text": text})
            kept[clerk.keep_record(body).record_id] = body
        listed = clerk.list_records().items
        assert listed
        for one in listed:
            assert (one.title, one.text) == (kept[one.record_id].title, kept[one.record_id].text)
