"""Where R3–R6 are fought: the real services on real PostgreSQL in this process, and the post between the sides."""

import random
import tempfile
import time as stopwatch
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from services.inflow.app import build as build_inflow
from services.inflow.client import InflowClient
from services.outflow.app import build as build_outflow
from services.outflow.client import OutflowClient
from services.registry.app import build as build_registry
from services.registry.client import RegistryClient
from shared.business_clock import SHANGHAI, BusinessClock
from shared.database import connect
from shared.kernel_client import KernelClient
from shared.keys import KeyRing, create_keys
from shared.letters.tables import LetterSentRow
from shared.migrations import migrate
from shared.posts import Actor
from shared.service_client import Token
from tests.factories.database import SERVICES, Databases, emptied
from tests.factories.deployment import FIRST_MOMENT, PROVINCES, clock_at
from tests.factories.organisations import demo_directory, plant_directory
from tests.factories.people import Tokens
from tests.factories.postgres import new_database, ordinary_role, test_server

TOKEN_SECONDS = 30.0
READERS = {"outflow": "inflow", "inflow": "outflow", "registry": "registry"}
"""Whose letters each service reads; departments write to each other inside one registry that serves both."""


@dataclass
class Ground:
    keys: KeyRing
    databases: Databases
    clock: BusinessClock
    held: ExitStack
    _signed: dict[str, tuple[float, str]] = field(default_factory=dict)
    _https: dict[str, TestClient] = field(default_factory=dict)

    @classmethod
    @contextmanager
    def prepared(cls, keys: KeyRing, databases: Databases) -> Iterator["Ground"]:
        with ExitStack() as held:
            ground = cls(keys, databases, clock_at(FIRST_MOMENT), held)
            ground.clear()
            yield ground

    def clear(self) -> None:
        """Empty databases but for the directory, on the first day."""
        for engine in self.engines.values():
            emptied(engine)
            plant_directory(engine, demo_directory(self.keys))
        self.on(FIRST_MOMENT.date())

    def on(self, day: date) -> None:
        """From now on it is nine o'clock of this day for every service."""
        self.clock = clock_at(datetime.combine(day, time(9), SHANGHAI))
        for http in self._https.values():
            state = http.app.state  # type: ignore[attr-defined]  # declared as any ASGI callable
            state.kernel = replace(state.kernel, clock=self.clock)

    @property
    def engines(self) -> dict[str, Engine]:
        return {"outflow": self.outflow_engine, "inflow": self.inflow_engine, "registry": self.registry_engine}

    @cached_property
    def outflow_engine(self) -> Engine:
        return self.databases("outflow")

    @cached_property
    def inflow_engine(self) -> Engine:
        return self.databases("inflow")

    @cached_property
    def registry_engine(self) -> Engine:
        return self.databases("registry")

    @cached_property
    def outflow_http(self) -> TestClient:
        return self._serving("outflow", build_outflow(self.outflow_engine, self.keys, self.clock))

    @cached_property
    def inflow_http(self) -> TestClient:
        return self._serving("inflow", build_inflow(self.inflow_engine, self.keys, self.clock))

    @cached_property
    def registry_http(self) -> TestClient:
        return self._serving("registry", build_registry(self.registry_engine, self.keys, self.clock))

    def _serving(self, name: str, app: FastAPI) -> TestClient:
        """Entered once: all requests share one event loop and its threads, as in the real process."""
        self._https[name] = self.held.enter_context(TestClient(app, raise_server_exceptions=False))
        return self._https[name]

    @cached_property
    def tokens(self) -> Tokens:
        return Tokens(self.keys)

    def outflow(self, actor: Actor | None = None) -> OutflowClient:
        """As the person, or as the worker; a 5xx is an Outage, as it would be over the wire."""
        return OutflowClient("", self._token(actor), http=self.outflow_http)

    def inflow(self, actor: Actor | None = None) -> InflowClient:
        return InflowClient("", self._token(actor), http=self.inflow_http)

    def registry(self, actor: Actor | None = None) -> RegistryClient:
        return RegistryClient("", self._token(actor), http=self.registry_http)

    def worker(self, service: str) -> KernelClient:
        """What every service answers to the worker."""
        return {"outflow": self.outflow, "inflow": self.inflow, "registry": self.registry}[service]()

    def _token(self, actor: Actor | None) -> Token:
        """Signed anew before it runs out, as a person's browser or the worker does it."""
        account = actor.account if actor else ""
        made_at, token = self._signed.get(account, (-TOKEN_SECONDS, ""))
        if stopwatch.monotonic() - made_at >= TOKEN_SECONDS:
            token = (self.tokens.of(actor) if actor else self.tokens.worker)()
            self._signed[account] = stopwatch.monotonic(), token
        return lambda: token

    def rows(self, engine: Engine, table: type[Any]) -> list[Any]:
        with Session(engine) as session:
            return list(session.scalars(select(table)))

    def sql(self, engine: Engine, query: str, **values: Any) -> list[Any]:
        with engine.connect() as connection:
            return list(connection.execute(text(query), values))


class Post:
    """Carries the letters that wait, as the workflows would, in any order."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def carry(self, chance: random.Random | None = None) -> int:
        """Everything that waits, until nothing is left; returns how many letters crossed."""
        carried = 0
        while waiting := self.waiting():
            if chance:
                chance.shuffle(waiting)
            for service, row in waiting:
                self.deliver(service, row)
            carried += len(waiting)
        return carried

    def waiting(self) -> list[tuple[str, LetterSentRow]]:
        """By writer, each stream in its order."""
        query = select(LetterSentRow).where(LetterSentRow.delivered_at.is_(None))
        ordered = query.order_by(LetterSentRow.case_id, LetterSentRow.attempt, LetterSentRow.number)
        found: list[tuple[str, LetterSentRow]] = []
        for service, engine in self._ground.engines.items():
            with Session(engine) as session:
                found += [(service, row) for row in session.scalars(ordered)]
        return found

    def deliver(self, service: str, row: LetterSentRow) -> None:
        writer, reader = self._ground.worker(service), self._ground.worker(READERS[service])
        receipt = reader.receive_letter(writer.sign_letter(row.id).token)
        writer.mark_letter_delivered(row.id, receipt, self._ground.clock.now().isoformat())


@contextmanager
def own_ground() -> Iterator[Ground]:
    """For the command line: an own PostgreSQL in a temporary folder."""
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="gongguan-chaos-")))
        superuser = held.enter_context(test_server(folder / "postgres"))
        role = held.enter_context(ordinary_role(superuser))
        create_keys(folder / "keys", PROVINCES)
        made: dict[str, Engine] = {}

        def database(service: str) -> Engine:
            if service not in made:
                url = held.enter_context(new_database(superuser, role, service))
                made[service] = connect(url.render_as_string(hide_password=False))
                held.callback(made[service].dispose)
                migrate(made[service], SERVICES / service)
            return made[service]

        yield held.enter_context(Ground.prepared(KeyRing(folder / "keys"), database))
