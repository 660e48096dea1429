"""A dry run is the act itself without its end: the key stays free, what was answered before is answered again."""

from uuid import uuid4

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from services.registry.app import build
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from tests.factories.people import Token, Tokens
from tests.shared.kernel.test_idempotency import BODY, KEY, accounts

DRY = {"Dry-Run": "1"}


@pytest.fixture
def http(registry_database: Engine, keys: KeyRing, clock: BusinessClock) -> TestClient:
    return TestClient(build(registry_database, keys, clock))


def create(http: TestClient, token: Token, *, body: dict[str, object] = BODY, dry: bool = False) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token()}", "Idempotency-Key": KEY} | (DRY if dry else {})
    answer: httpx.Response = http.post("/accounts", json=body, headers=headers)
    return answer


def test_the_act_itself_may_use_the_key_of_its_dry_run(
    http: TestClient, tokens: Tokens, registry_database: Engine
) -> None:
    assert create(http, tokens.operator, dry=True).status_code == 200
    assert accounts(registry_database) == 0
    assert create(http, tokens.operator, body=BODY | {"name": "周超群"}).status_code == 200
    assert accounts(registry_database) == 1


def test_a_dry_run_of_what_is_done_gives_the_first_answer(http: TestClient, tokens: Tokens) -> None:
    done = create(http, tokens.operator)
    assert create(http, tokens.operator, dry=True).content == done.content
    other = create(http, tokens.operator, body=BODY | {"name": "周超群"}, dry=True)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_a_dry_run_is_refused_as_the_act_would_be(http: TestClient, tokens: Tokens) -> None:
    wrong = BODY | {"posts": [{"role": "inspector", "organisation": "999999"}]}
    tried, done = create(http, tokens.operator, body=wrong, dry=True), create(http, tokens.operator, body=wrong)
    assert (tried.status_code, tried.content) == (422, done.content)


def test_what_is_no_command_has_no_dry_run(http: TestClient, tokens: Tokens) -> None:
    """A look whose trace was rolled back would be a look without a trace."""
    headers = {"Authorization": f"Bearer {tokens.worker()}"} | DRY
    tried = http.post(f"/tasks/{uuid4()}/withdrawal", json={"task_id": str(uuid4())}, headers=headers)
    assert (tried.status_code, tried.json()["code"]) == (422, "no_dry_run")
