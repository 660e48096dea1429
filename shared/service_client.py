"""The HTTP side of every client: token, idempotency key, refusals as exceptions with their code."""

import time
from collections.abc import Callable
from typing import Any, Self, TypeVar
from uuid import uuid4

import httpx
from pydantic import BaseModel

from shared.problem_details import Problem

TIMEOUT = httpx.Timeout(20, connect=5)
TRY_AGAIN_SECONDS = 0.2
Token = Callable[[], str]
T = TypeVar("T", bound=BaseModel)
C = TypeVar("C", bound="ServiceClient")


class Refused(Exception):
    """The service said no (4xx). `problem` holds the stable code and the Chinese sentence."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(f"{problem.status} {problem.code}: {problem.detail}")

    @property
    def moved_on(self) -> bool:
        """409: somebody else was first, or what was asked for is not wanted any more."""
        return self.problem.status == 409


class Outage(Exception):
    """The service did not answer, or answered 5xx: try again later."""


class ServiceClient:
    """Base of the generated-by-hand clients: one method per endpoint on top of `get`, `command`, `system`.

    `patience`: for how many seconds a service that is away is tried again, an act with its own key.
    `dry_run`: every command is only tried out; what is no command is refused.
    """

    def __init__(
        self,
        base_url: str,
        token: Token | None = None,
        *,
        http: httpx.Client | None = None,
        patience: float = 0.0,
        dry_run: bool = False,
    ) -> None:
        self._http = http or httpx.Client(base_url=base_url, timeout=TIMEOUT)
        self._token = token
        self._patience = patience
        self._dry_run = dry_run

    def as_somebody(self, token: Token) -> Self:
        """The same connection pool, speaking for somebody else."""
        return type(self)("", token, http=self._http, patience=self._patience, dry_run=self._dry_run)

    def as_dry_run(self) -> Self:
        """The same, but nothing that it does is kept."""
        return type(self)("", self._token, http=self._http, patience=self._patience, dry_run=True)

    def as_another(self, kind: type[C]) -> C:
        """The same connection pool and the same speaker, for a client with other calls."""
        return kind("", self._token, http=self._http, patience=self._patience, dry_run=self._dry_run)

    def get(self, answer: type[T], path: str, **params: Any) -> T:
        sent = {key: value for key, value in params.items() if value is not None}
        return answer.model_validate_json(self._send("GET", path, params=sent).content)

    def ask(self, answer: type[T], path: str, **params: Any) -> T:
        """A query whose words must not stand in an address, sent as a body."""
        sent = {key: value for key, value in params.items() if value is not None}
        return answer.model_validate_json(self._send("POST", path, json=sent).content)

    def command(self, answer: type[T], path: str, body: BaseModel, key: str | None = None) -> T:
        """POST an act of a person; pass the same `key` again after an outage to be sure it happens once."""
        headers = {"Idempotency-Key": key or uuid4().hex}
        return answer.model_validate_json(self._post(path, body, headers).content)

    def system(
        self, answer: type[T], path: str, body: BaseModel, as_of: str | None = None, *, seconds: float | None = None
    ) -> T:
        """POST a workflow's act, idempotent by its business key; `seconds`: for one that goes over whole lists."""
        headers = {"As-Of": as_of} if as_of else {}
        patience = {"timeout": httpx.Timeout(seconds, connect=TIMEOUT.connect)} if seconds else {}
        return answer.model_validate_json(self._post(path, body, headers, **patience).content)

    def _post(self, path: str, body: BaseModel, headers: dict[str, str], **options: Any) -> httpx.Response:
        headers = headers | {"Content-Type": "application/json"}
        return self._send("POST", path, content=body.model_dump_json().encode(), headers=headers, **options)

    def _send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Raises Refused for 4xx, Outage for everything that may pass and did not."""
        until = time.monotonic() + self._patience
        while True:
            try:
                return self._send_once(method, path, **options)
            except Outage:
                if time.monotonic() >= until:
                    raise
            time.sleep(TRY_AGAIN_SECONDS)

    def _send_once(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = dict(options.pop("headers", {}))
        if self._dry_run:
            headers["Dry-Run"] = "1"
        if self._token:
            headers["Authorization"] = f"Bearer {self._token()}"
        try:
            response = self._http.request(method, path, headers=headers, **options)
        except httpx.TransportError as error:
            raise Outage(f"{method} {path}: {type(error).__name__}") from error
        if response.status_code >= 500:
            raise Outage(f"{method} {path}: {response.status_code}")
        if response.status_code >= 400:
            raise Refused(_problem(response))
        return response


def _problem(response: httpx.Response) -> Problem:
    try:
        return Problem.model_validate_json(response.content)
    except ValueError:
        return Problem(status=response.status_code, code="refused", detail="请求被拒绝。")
