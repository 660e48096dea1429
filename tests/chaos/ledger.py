"""The harness's own book: every command before it is sent, and the answer once there is one."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from pydantic import BaseModel


@dataclass
class Entry:
    """One command; `answer` is the JSON of what was acknowledged, None while nobody has answered."""

    case: int
    service: str
    verb: str
    key: str = field(default_factory=lambda: uuid4().hex)
    sent: int = 0
    answer: str | None = None


class Ledger:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._entries: list[Entry] = []
        self.case_ids: dict[int, UUID] = {}
        self.beyond: set[int] = set()
        """Cases that go on after they are managed."""
        self.agreements: list[list[UUID]] = []
        """The copies of both sides."""
        self.outages: Counter[str] = Counter()

    def open(self, case: int, service: str, verb: str) -> Entry:
        entry = Entry(case, service, verb)
        with self._lock:
            self._entries.append(entry)
        return entry

    def sent(self, entry: Entry) -> None:
        entry.sent += 1

    def failed(self, what: str) -> None:
        with self._lock:
            self.outages[what] += 1

    def acknowledged(self, entry: Entry, answer: BaseModel) -> None:
        entry.answer = answer.model_dump_json()

    def begun(self, case: int, case_id: UUID) -> None:
        with self._lock:
            self.case_ids[case] = case_id

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries))

    def of_service(self, service: str) -> list[Entry]:
        return [entry for entry in self if entry.service == service]
