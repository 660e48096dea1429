"""Same key and body: one effect and the first answer byte for byte; other body: 422 (R4)."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from services.registry.app import build
from shared.business_clock import BusinessClock
from shared.keys import KeyRing
from tests.factories.people import Token, Tokens

KEY = "0123456789abcdef"
BODY: dict[str, object] = {"login": "zhou.secretary", "name": "周超", "posts": []}


def create(http: TestClient, token: Token, body: dict[str, object] = BODY, key: str | None = KEY) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token()}"} | ({"Idempotency-Key": key} if key else {})
    answer: httpx.Response = http.post("/accounts", json=body, headers=headers)
    return answer


def accounts(engine: Engine) -> int:
    with engine.connect() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM account")) or 0)


@pytest.fixture
def http(registry_database: Engine, keys: KeyRing, clock: BusinessClock) -> TestClient:
    return TestClient(build(registry_database, keys, clock))


def test_a_repeat_gets_the_first_answer_and_has_no_effect(
    http: TestClient, tokens: Tokens, registry_database: Engine
) -> None:
    first, again = (create(http, tokens.operator) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 200)
    assert again.content == first.content
    assert accounts(registry_database) == 1


def test_fifty_at_once_have_one_effect_and_one_answer(
    http: TestClient, tokens: Tokens, registry_database: Engine
) -> None:
    with http, ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: create(http, tokens.operator), range(50)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert accounts(registry_database) == 1


def test_the_same_key_with_another_body_is_refused(http: TestClient, tokens: Tokens, registry_database: Engine) -> None:
    create(http, tokens.operator)
    other = create(http, tokens.operator, BODY | {"login": "other.login"})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert accounts(registry_database) == 1


def test_the_answer_outlives_the_process(
    http: TestClient, tokens: Tokens, registry_database: Engine, keys: KeyRing, clock: BusinessClock
) -> None:
    first = create(http, tokens.operator)
    restarted = TestClient(build(registry_database, keys, clock))
    assert create(restarted, tokens.operator).content == first.content


def test_two_accounts_may_use_the_same_key(http: TestClient, tokens: Tokens, registry_database: Engine) -> None:
    create(http, tokens.operator)
    assert create(http, tokens.worker, BODY | {"login": "other.login"}).status_code == 200
    assert accounts(registry_database) == 2


def test_a_refused_command_leaves_its_key_unused(http: TestClient, tokens: Tokens) -> None:
    wrong = BODY | {"posts": [{"role": "inspector", "organisation": "999999"}]}
    assert create(http, tokens.operator, wrong).status_code == 422
    assert create(http, tokens.operator).status_code == 200


@pytest.mark.parametrize("key", [None, "short"])
def test_a_command_needs_a_key(http: TestClient, tokens: Tokens, key: str | None) -> None:
    assert create(http, tokens.operator, key=key).status_code == 422
