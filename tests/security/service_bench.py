"""One service on a real database inside one transaction that is never committed: every call can be undone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import Session, sessionmaker

from shared.openapi import operations_of
from shared.requests import Kernel

FOOTPRINT = text(
    "SELECT (SELECT count(*) FROM audit), (SELECT count(*) FROM case_event),"
    " (SELECT count(*) FROM outbox), (SELECT count(*) FROM idempotency_key)"
)


@dataclass(frozen=True)
class Route:
    """As OpenAPI describes it."""

    verb: str
    method: str
    path: str
    operation: dict[str, Any]

    @property
    def is_command(self) -> bool:
        return any(p["name"] == "Idempotency-Key" for p in self.operation.get("parameters", []))


@dataclass(frozen=True)
class Bench:
    name: str
    app: FastAPI
    connection: Connection
    http: TestClient

    @property
    def permissions(self) -> Any:
        kernel: Kernel = self.app.state.kernel
        return kernel.permissions

    def route(self, verb: str) -> Route:
        for path, methods in self.app.openapi()["paths"].items():
            for method, operation in methods.items():
                if operation["operationId"] == verb:
                    return Route(verb, method.upper(), path, operation)
        raise LookupError(f"OpenAPI of {self.name} has no operation {verb}")

    def verbs(self) -> set[str]:
        return {operation["operationId"] for operation in operations_of(self.app.openapi())}

    @contextmanager
    def undone(self) -> Iterator[None]:
        savepoint = self.connection.begin_nested()
        try:
            yield
        finally:
            savepoint.rollback()

    def session(self) -> Session:
        return Session(self.connection, join_transaction_mode="create_savepoint")

    def footprint(self) -> tuple[Any, ...]:
        """Grows with every act, audited look, message and claimed key."""
        return tuple(self.connection.execute(FOOTPRINT).one())

    def send(self, route: Route, path: str, token: str | None, **content: Any) -> httpx.Response:
        headers = {"Idempotency-Key": "permission-matrix"} if route.is_command else {}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        sent = headers | content.pop("headers", {})
        answer: httpx.Response = self.http.request(route.method, path, headers=sent, **content)
        return answer


@contextmanager
def on_the_bench(name: str, app: FastAPI, engine: Engine) -> Iterator[Bench]:
    """Empty tables at the start; whatever happens is rolled back at the end."""
    with engine.connect() as connection, connection.begin() as transaction:
        _empty(connection)
        kernel: Kernel = app.state.kernel
        app.state.kernel = replace(kernel, sessions=_within(connection), reading=_readers(connection))
        with TestClient(app, raise_server_exceptions=False) as http:
            yield Bench(name, app, connection, http)
        transaction.rollback()


def _within(connection: Connection) -> sessionmaker[Session]:
    return sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")


def _readers(connection: Connection) -> sessionmaker[Session]:
    """The pool makes a transaction read-only where it begins; this one has begun, so each savepoint says it."""
    readers = _within(connection)
    event.listen(readers, "after_begin", lambda _, __, begun: begun.exec_driver_sql("SET TRANSACTION READ ONLY"))
    return readers


def _empty(connection: Connection) -> None:
    tables = (
        "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    names = connection.scalars(text(tables)).all()
    connection.execute(text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE"))
