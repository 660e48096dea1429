"""A patient client outlives a restart of the service, and its act happens once."""

from collections.abc import Callable

import httpx
import pytest
from pydantic import BaseModel

from shared.service_client import Outage, Refused, ServiceClient


class Word(BaseModel):
    word: str


class Restarting:
    """Away, then starting, then there; remembers the idempotency keys that it was sent."""

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._answers: list[Callable[[], httpx.Response]] = [_away, _starting, _there]

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.keys.append(request.headers.get("Idempotency-Key", ""))
        return self._answers.pop(0)()


def _away() -> httpx.Response:
    raise httpx.ConnectError("refused")


def _starting() -> httpx.Response:
    return httpx.Response(503)


def _there() -> httpx.Response:
    return httpx.Response(200, json={"word": "done"})


def client(answers: Callable[[httpx.Request], httpx.Response], *, patience: float) -> ServiceClient:
    http = httpx.Client(base_url="http://service", transport=httpx.MockTransport(answers))
    return ServiceClient("", http=http, patience=patience)


def test_an_act_is_sent_again_with_its_own_key() -> None:
    service = Restarting()

    assert client(service, patience=30).command(Word, "/act", Word(word="do")).word == "done"

    assert len(service.keys) == 3
    assert len(set(service.keys)) == 1


def test_without_patience_the_first_outage_is_told() -> None:
    service = Restarting()

    with pytest.raises(Outage):
        client(service, patience=0).get(Word, "/word")

    assert len(service.keys) == 1


def test_a_refusal_is_an_answer_and_not_tried_again() -> None:
    asked = []

    def refusing(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(409, json={"status": 409, "code": "moved_on", "detail": "已由他人办理。"})

    with pytest.raises(Refused):
        client(refusing, patience=30).get(Word, "/word")

    assert asked == ["/word"]


def test_a_dry_run_is_said_with_every_request_and_keeps_who_asks() -> None:
    said: list[tuple[str | None, str | None]] = []

    def hear(request: httpx.Request) -> httpx.Response:
        said.append((request.headers.get("Dry-Run"), request.headers.get("Authorization")))
        return _there()

    zhou = client(hear, patience=0).as_somebody(lambda: "zhou")
    trying = zhou.as_dry_run()
    for one in (trying, trying.as_somebody(lambda: "zhou"), trying.as_another(ServiceClient)):
        one.command(Word, "/act", Word(word="do"))
    zhou.command(Word, "/act", Word(word="do"))

    assert said == [("1", "Bearer zhou")] * 3 + [(None, "Bearer zhou")]
