"""All accounts, the machine's own delays, and what went wrong."""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol
from uuid import UUID

from deploy.embedded.rehearsal.ledger.account import Account, Facts
from deploy.embedded.rehearsal.ledger.duty import Look
from deploy.embedded.rehearsal.ledger.entry import Entry
from deploy.embedded.rehearsal.ledger.processes import PROCESSES
from deploy.embedded.rehearsal.terms import Days


class Between(Protocol):
    """A matter of organisations: an agreement, a survey."""

    @property
    def label(self) -> str: ...

    @property
    def facts(self) -> Facts: ...

    def subjects(self) -> Sequence[UUID]: ...

    def entries(self, look: Look) -> Iterator[Entry]: ...


@dataclass
class Ledger:
    accounts: list[Account]
    between: list[Between] = field(default_factory=list)
    waits: list[tuple[str, timedelta]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    acts: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def acted(self, facts: Facts, verb: str, day: Days, about: str = "") -> None:
        with self._lock:
            facts.put(verb, day, about)
            self.acts += 1

    def waited(self, verb: str, how_long: timedelta) -> None:
        """Business time for which a person found nothing on the list that should have been there."""
        with self._lock:
            self.waits.append((verb, how_long))

    def failed(self, label: str, verb: str, why: str) -> None:
        with self._lock:
            self.refusals.append(f"{label} {verb}：{why}")

    def subjects(self) -> set[UUID]:
        mine = {account.case_id for account in self.accounts if account.case_id is not None}
        return mine.union(*(one.subjects() for one in self.between))

    def entries(self, look: Look) -> Iterator[Entry]:
        """Every duty that must have come up. Which ones there are does not depend on the slack, only their days do."""
        for account in self.accounts:
            yield from _of_member(account, look)
        for one in self.between:
            yield from one.entries(look)


def _of_member(account: Account, look: Look) -> Iterator[Entry]:
    if account.case_id is None:
        return
    for process, several in PROCESSES.items():
        for duties in several:
            for owed in duties(account, look):
                yield Entry(account.label, account.manner, process, account.case_id, owed)
