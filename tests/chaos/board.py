"""What stands on people's lists, read once for all cases of a person rather than once for each case."""

import threading
import time
from collections.abc import Callable
from uuid import UUID

from deploy.embedded.people import SignedIn
from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind

FRESH_SECONDS = 0.7
AT_MOST = 200
Seen = frozenset[UUID]


class Board:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lists: dict[tuple[int, str], tuple[float, Seen]] = {}
        self._reading: dict[tuple[int, str], threading.Lock] = {}

    def tasks(self, person: SignedIn, service: str, kind: TaskKind) -> Seen:
        """Cases with an open task of the kind on the person's own list. Raises Outage."""
        client = getattr(person.services, service)

        def read() -> Seen:
            items = client.list_tasks(scope="mine", kind=kind, limit=AT_MOST).items
            return frozenset(task.case_id for task in items)

        return self._fresh((id(person), kind), read)

    def expected(self, person: SignedIn) -> Seen:
        """Cases whose notice has arrived at the host, and the member has not."""

        def read() -> Seen:
            page = person.services.inflow.list_placements(status=PlacementStatus.EXPECTED, limit=AT_MOST)
            return frozenset(placement.case_id for placement in page.items)

        return self._fresh((id(person), "expected"), read)

    def active(self, person: SignedIn) -> Seen:
        """Cases that home has heard of as accepted."""

        def read() -> Seen:
            page = person.services.outflow.list_cases(status=CaseStatus.ACTIVE, limit=AT_MOST)
            return frozenset(case.case_id for case in page.items)

        return self._fresh((id(person), "active"), read)

    def _fresh(self, key: tuple[int, str], read: Callable[[], Seen]) -> Seen:
        with self._lock:
            reading = self._reading.setdefault(key, threading.Lock())
        with reading:
            read_at, seen = self._lists.get(key, (0.0, frozenset()))
            if time.monotonic() - read_at > FRESH_SECONDS:
                seen = read()
                self._lists[key] = (time.monotonic(), seen)
            return seen
