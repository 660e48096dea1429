"""What activities speak through: the services' clients, and the directory and calendar kept for a minute."""

import threading
import time
from collections.abc import Callable
from datetime import date
from typing import Generic, TypeVar

from services.inflow.client import InflowClient
from services.outflow.client import OutflowClient
from services.registry.client import RegistryClient
from shared.authentication import TokenIssuer
from shared.calendar.published import published_calendar
from shared.calendar.working import WorkingCalendar
from shared.calendar.year import CalendarPublished
from shared.kernel_client import KernelClient
from shared.letters.contract import Envelope, Side
from shared.organisation_directory.contract import Directory, DirectoryReceipt, Region
from shared.policy.book import packaged_book
from shared.policy.pack import PolicyPack
from shared.posts import Actor
from shared.service_client import Outage
from workflows.duty import ServiceName

KEPT_SECONDS = 60.0
TOKEN_SECONDS = 60.0
T = TypeVar("T")


class Kept(Generic[T]):
    """A value read from the registry; an old one is better than none while the registry is down."""

    def __init__(self, read: Callable[[], T]) -> None:
        self._read, self._lock = read, threading.Lock()
        self._value: T | None = None
        self._read_at = 0.0

    def get(self) -> T:
        """Raises Outage when there is neither an answer nor an earlier one."""
        with self._lock:
            if self._value is None or time.monotonic() - self._read_at > KEPT_SECONDS:
                self._refresh()
            assert self._value is not None
            return self._value

    def forget(self) -> None:
        with self._lock:
            self._read_at = 0.0

    def learn(self, value: T) -> None:
        with self._lock:
            self._value, self._read_at = value, time.monotonic()

    def _refresh(self) -> None:
        try:
            self._value = self._read()
        except Outage:
            if self._value is None:
                raise
        self._read_at = time.monotonic()


class WorkerToken:
    """The worker's own token, signed anew before it runs out."""

    def __init__(self, issuer: TokenIssuer) -> None:
        self._issuer = issuer
        self._token, self._made_at = "", -TOKEN_SECONDS

    def __call__(self) -> str:
        if time.monotonic() - self._made_at >= TOKEN_SECONDS:
            self._token, self._made_at = self._issuer.issue(Actor.system("worker")), time.monotonic()
        return self._token


class Clients:
    def __init__(self, registry_url: str, outflow_url: str, inflow_url: str, issuer: TokenIssuer) -> None:
        self._token = WorkerToken(issuer)
        self.registry = RegistryClient(registry_url, self._token)
        self.outflow = OutflowClient(outflow_url, self._token)
        self.inflow = InflowClient(inflow_url, self._token)
        self._directory = Kept(self.registry.read_directory)
        self._calendar = Kept(self._read_calendar)
        self._far_sides: dict[str, KernelClient] = {}

    def service(self, name: ServiceName) -> KernelClient:
        return {"registry": self.registry, "outflow": self.outflow, "inflow": self.inflow}[name]

    def directory(self) -> Directory:
        return self._directory.get()

    def publish_directory(self) -> DirectoryReceipt:
        """Hand the registry's directory to the services; the worker goes by it from that moment on."""
        directory = self.registry.read_directory()
        self._directory.learn(directory)
        self.outflow.replace_directory(directory)
        return self.inflow.replace_directory(directory)

    def calendar(self, published: CalendarPublished | None = None) -> WorkingCalendar:
        """Holds what has been heard of: a kept one that is older is read anew."""
        kept = self._calendar.get()
        if published is None or kept.knows(published):
            return kept
        self._calendar.forget()
        return self._calendar.get()

    def _read_calendar(self) -> WorkingCalendar:
        """The registry's years over those that this release brings."""
        return WorkingCalendar.of((*published_calendar().years, *self.registry.read_calendars().years))

    def policy(self, organisation: str, on: date) -> PolicyPack:
        """The pack in force for an organisation; an unknown one is looked up anew before giving up."""
        directory = self.directory()
        path = next((o.path for o in directory.organisations if o.code == organisation), None)
        if path is None:
            self._directory.forget()
            path = next((o.path for o in self.directory().organisations if o.code == organisation), organisation)
        return packaged_book().for_organisation(path, directory.policies, on)

    def far_side(self, envelope: Envelope) -> KernelClient:
        """The service that receives letters for the envelope's region and side. Raises Outage while unknown."""
        region = self._region(envelope.recipient_region)
        urls = {Side.HOME: region.outflow_url, Side.HOST: region.inflow_url, Side.DEPARTMENT: region.registry_url}
        url = urls[envelope.side]
        if url not in self._far_sides:
            self._far_sides[url] = KernelClient(url)
        return self._far_sides[url]

    def _region(self, code: str) -> Region:
        found = next((region for region in self.directory().regions if region.region_code == code), None)
        if found is None:
            self._directory.forget()
            raise Outage(f"no address for region {code} yet")
        return found
