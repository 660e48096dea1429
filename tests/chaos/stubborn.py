"""People who do not give up: through an outage the same command is sent again with the same key."""

import random
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel

from deploy.embedded.endpoints import Endpoints
from deploy.embedded.people import SignedIn
from shared.service_client import Outage, Refused
from tests.chaos.ledger import Entry, Ledger

AGAIN_SECONDS = (0.2, 1.0)
BUSY = "idempotency_key_in_use"
T = TypeVar("T")
A = TypeVar("A", bound=BaseModel)


class TimeIsUp(Exception):
    """The case did not get where it should within the time the harness allows."""


class Patience:
    """Until when everybody goes on trying; the kill storm moves it."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def allow(self, seconds: float) -> None:
        self._until = time.monotonic() + seconds

    def check(self, what: str) -> None:
        if time.monotonic() > self._until:
            raise TimeIsUp(what)


class Stubborn:
    def __init__(self, ledger: Ledger, patience: Patience, chance: random.Random) -> None:
        self._ledger, self._patience, self._chance = ledger, patience, chance

    def command(self, entry: Entry, send: Callable[[str], A]) -> A:
        """Send until answered. Raises Refused: with its own key a command must never be told it came second."""
        while True:
            self._ledger.sent(entry)
            try:
                answer = send(entry.key)
            except Outage as outage:
                self._ledger.failed(str(outage).rpartition(": ")[2])
            except Refused as refused:
                if refused.problem.code != BUSY:
                    raise
                self._ledger.failed(BUSY)
            else:
                self._ledger.acknowledged(entry, answer)
                return answer
            self._wait(entry.verb)

    def look(self, read: Callable[[], T]) -> T:
        """Read until answered."""
        while True:
            try:
                return read()
            except Outage as outage:
                self._ledger.failed(str(outage).rpartition(": ")[2])
            self._wait("look")

    def _wait(self, what: str) -> None:
        self._patience.check(what)
        time.sleep(self._chance.uniform(*AGAIN_SECONDS))


class Cast:
    """Everybody signs in once, before the storm."""

    def __init__(self, endpoints: Endpoints, password: str) -> None:
        self._endpoints, self._password = endpoints, password
        self._lock = threading.Lock()
        self._people: dict[str, SignedIn] = {}

    def person(self, login: str) -> SignedIn:
        with self._lock:
            if login not in self._people:
                self._people[login] = SignedIn(self._endpoints, login, self._password)
            return self._people[login]
