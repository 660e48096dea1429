"""S4, light: whatever schemathesis makes of each OpenAPI never ends in a 5xx or an answer that is not documented.

GONGGUAN_S4_EXAMPLES: cases per operation, caller and mode (valid, invalid); GONGGUAN_SEED repeats a run. Every call
is rolled back.
"""

import os
import random
from contextlib import suppress
from typing import Any

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from shared.openapi import PROBES
from shared.posts import Actor, Post, Role
from tests.factories.organisations import path_of
from tests.security.routes import SERVICES
from tests.security.service_bench import Bench
from tests.security.world import HOME_BRANCH, HOME_COMMITTEE, HOME_DEPARTMENT, HOST_BRANCH, HOST_COMMITTEE, World

EXAMPLES = int(os.environ.get("GONGGUAN_S4_EXAMPLES", "2"))
SEED = int(os.environ.get("GONGGUAN_SEED") or random.randrange(2**32))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
HELD = {
    Role.BRANCH_SECRETARY: (HOME_BRANCH, HOST_BRANCH),
    Role.COMMITTEE_OFFICER: (HOME_COMMITTEE, HOST_COMMITTEE),
    Role.DEPARTMENT_OFFICER: (HOME_DEPARTMENT, "341181"),
    Role.SYSTEM_ADMINISTRATOR: ("320000",),
}
EVERYWHERE = Actor(
    "busy-person", "多面手", tuple(Post(role, code, path_of(code)) for role, codes in HELD.items() for code in codes)
)


@pytest.mark.parametrize("caller", ["person", "workflow", "member"])
@pytest.mark.parametrize("service", SERVICES)
def test_no_input_breaks_a_service(world: World, service: str, caller: str) -> None:
    bench = world.bench(service)
    schema = schemathesis.openapi.from_dict(bench.app.openapi())
    failures: list[str] = []
    for result in schema.get_all_operations():
        operation: Any = result.ok()  # type: ignore[union-attr]  # an invalid document fails here, as it should
        if operation.definition.raw["operationId"] in PROBES:
            continue
        for mode in GenerationMode:
            failures += _tried(world, bench, operation, mode, caller)
    assert failures == [], f"GONGGUAN_SEED={SEED}\n" + "\n\n".join(failures)


def _tried(world: World, bench: Bench, operation: Any, mode: GenerationMode, caller: str) -> list[str]:
    failures: list[str] = []

    @seed(SEED)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Case[Any]) -> None:
        _aim(world, case)
        answer = _send(world, bench, case, caller)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failure:
            failures.append(f"{operation.label} as {caller}: {answer.status_code} {failure!s:.1500}")

    with suppress(Unsatisfiable):  # nothing invalid can be said where nothing is asked
        send()
    return failures


def _aim(world: World, case: Case[Any]) -> None:
    """Objects that exist: a random id would never be looked at closely."""
    known = {
        "case_id": world.case_id,
        "certificate_id": world.certificate_id,
        "letter_id": world.letter_id,
        "account_id": world.account_id,
        "organisation": HOME_BRANCH,
    }
    for name in case.path_parameters or {}:
        if name in known:
            case.path_parameters[name] = str(known[name])


def _send(world: World, bench: Bench, case: Case[Any], caller: str) -> httpx.Response:
    member = Actor.member(world.case_id, HOME_BRANCH, path_of(HOME_BRANCH))
    people = {"person": world.tokens.of(EVERYWHERE), "member": world.tokens.of(member)}
    token = (people | {"workflow": world.tokens.worker})[caller]()
    prepared = requests.Request(**case.as_transport_kwargs(base_url="http://testserver")).prepare()
    headers = {key: value for key, value in prepared.headers.items() if key.lower() != "authorization"}
    headers["Authorization"] = f"Bearer {token}"
    with bench.undone():
        url, method = prepared.url or "", prepared.method or ""
        answer: httpx.Response = bench.http.request(method, url, content=prepared.body, headers=headers)
    return answer
