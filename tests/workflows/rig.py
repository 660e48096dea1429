"""The three real services on real databases and the real worker, all on the time-skipping server's clock.

What the relay does between a service and Temporal happens here before the answer of a POST comes back, so that
time cannot leap while news is on its way. A share of the answers is lost after their effect, as networks do.
"""

import asyncio
import random
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any, ClassVar, TypeVar

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.inflow import app as inflow
from services.inflow.client import InflowClient
from services.outflow import app as outflow
from services.outflow.client import OutflowClient
from services.registry import app as registry
from services.registry.client import RegistryClient
from services.registry.contract import ImportOrganisations
from shared.business_clock import BusinessClock
from shared.calendar.published import published_calendar
from shared.kernel_client import KernelClient
from shared.keys import KeyRing
from shared.letters.contract import Envelope, Side
from shared.organisation_directory.contract import Directory
from shared.posts import Role
from shared.relay import deliver_to, drain
from tests.factories.organisations import demo_directory, demo_organisations, plant_directory
from tests.factories.people import Tokens
from tests.workflows.time_skipping import TimeSkipping
from workflows.clients import Clients, Kept
from workflows.worker import build

QUEUE = "gongguan"
AHEAD_OF_THE_REGISTRY = 10_000
C = TypeVar("C", bound=KernelClient)


class ServerClock(BusinessClock):
    """A business clock whose machine is the time-skipping server."""

    machine: ClassVar[Callable[[], datetime]]

    def now(self, real_now: datetime | None = None) -> datetime:
        return self.business(real_now or type(self).machine())


class CarryingClient(TestClient):
    """Carries the outbox to the workflows before a POST is answered; may lose the answer afterwards."""

    def __init__(self, app: FastAPI, carry: Callable[[], None], loses: Callable[[], bool]) -> None:
        super().__init__(app, raise_server_exceptions=False)
        self._carry, self._loses = carry, loses

    def request(self, method: str, *arguments: Any, **options: Any) -> httpx.Response:
        response: httpx.Response = super().request(method, *arguments, **options)
        if method == "POST":
            self._carry()
            if self._loses():
                raise httpx.ReadError("the answer was lost")
        return response


class InProcessClients(Clients):
    """The worker's clients, with the services in this process and a directory that does not change."""

    def __init__(
        self, registry: RegistryClient, outflow: OutflowClient, inflow: InflowClient, directory: Directory
    ) -> None:
        self.registry, self.outflow, self.inflow = registry, outflow, inflow
        self._directory, self._calendar = Kept(lambda: directory), Kept(published_calendar)

    def far_side(self, envelope: Envelope) -> KernelClient:
        return self.outflow if envelope.side is Side.HOME else self.inflow


class Rig:
    """`loss` is the share of the worker's calls whose answer is lost; drawn from `seed`."""

    def __init__(
        self, server: TimeSkipping, engines: dict[str, Engine], keys: KeyRing, clock: BusinessClock, loss: float,
        seed: int,
    ) -> None:  # fmt: skip
        self.server, self.engines, self.tokens = server, engines, Tokens(keys)
        self.clock = ServerClock.model_validate(clock.model_dump())
        ServerClock.machine = staticmethod(lambda: server.run(server.environment.get_current_time()))
        builders = {"registry": registry.build, "outflow": outflow.build, "inflow": inflow.build}
        self.apps = {name: build(engines[name], keys, self.clock) for name, build in builders.items()}
        self._locks = {name: asyncio.Lock() for name in engines}
        self._chance, self._loss, self._drawing = random.Random(seed), loss, threading.Lock()
        self.directory = demo_directory(keys, version=AHEAD_OF_THE_REGISTRY)
        self._deliver = deliver_to(server.environment.client, QUEUE)
        self.held = ExitStack()

    def client(self, kind: type[C], service: str, token: Callable[[], str], *, lossy: bool = False) -> C:
        http = CarryingClient(self.apps[service], lambda: self._carry(service), self._loses if lossy else _never)
        return kind("", token, http=self.held.enter_context(http))

    def person(self, kind: type[C], service: str, role: Role, organisation: str) -> C:
        return self.client(kind, service, self.tokens.at(role, organisation))

    @property
    def registry(self) -> RegistryClient:
        return self.client(RegistryClient, "registry", self.tokens.worker)

    @property
    def worker_at_home(self) -> OutflowClient:
        return self.client(OutflowClient, "outflow", self.tokens.worker)

    @property
    def worker_at_host(self) -> InflowClient:
        return self.client(InflowClient, "inflow", self.tokens.worker)

    def prepare(self) -> None:
        for service in ("outflow", "inflow"):
            plant_directory(self.engines[service], self.directory)
        operator = self.client(RegistryClient, "registry", self.tokens.operator)
        operator.import_organisations(ImportOrganisations(organisations=list(demo_organisations())))

    @contextmanager
    def working(self) -> Iterator[None]:
        """The real worker with all its workflows and activities."""
        with ThreadPoolExecutor(12) as executor:
            stopping = asyncio.Event()
            worker = asyncio.run_coroutine_threadsafe(self._work(executor, stopping), self.server.loop)
            try:
                yield
            finally:
                self.server.loop.call_soon_threadsafe(stopping.set)
                worker.result(60)

    async def _work(self, executor: ThreadPoolExecutor, stopping: asyncio.Event) -> None:
        token = self.tokens.worker
        clients = InProcessClients(
            self.client(RegistryClient, "registry", token, lossy=True),
            self.client(OutflowClient, "outflow", token, lossy=True),
            self.client(InflowClient, "inflow", token, lossy=True),
            self.directory,
        )
        async with build(self.server.environment.client, clients, QUEUE, executor):
            await stopping.wait()

    def _carry(self, service: str) -> None:
        asyncio.run_coroutine_threadsafe(self._drain(service), self.server.loop).result(60)

    async def _drain(self, service: str) -> None:
        async with self._locks[service]:
            await drain(self.engines[service], self._deliver)

    def _loses(self) -> bool:
        with self._drawing:
            return self._chance.random() < self._loss

    def rows(self, service: str, query: Any) -> list[Any]:
        with Session(self.engines[service]) as session:
            return list(session.scalars(query))


def _never() -> bool:
    return False


@contextmanager
def rig_on(
    server: TimeSkipping, engines: dict[str, Engine], keys: KeyRing, start: datetime, *, seed: int, loss: float
) -> Iterator[Rig]:
    rig = Rig(server, engines, keys, server.clock_from(start), loss, seed)
    with rig.held:
        rig.prepare()
        with rig.working():
            yield rig
