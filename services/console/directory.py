"""Names and places of organisations, and the policy in force: kept for a minute, asked for by anybody signed in."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Generic, TypeVar

from services.registry.client import RegistryClient
from shared.identifiers import is_within
from shared.organisation_directory.contract import Directory, ListedOrganisation
from shared.organisations import OrganisationKind
from shared.policy.pack import PolicyPack

KEPT_SECONDS = 60.0
KEPT_AT_MOST = 200
T = TypeVar("T")


class KeptForAMinute(Generic[T]):
    """Answers by key; the oldest go first when there are too many."""

    def __init__(self) -> None:
        self._kept: dict[object, tuple[float, T]] = {}
        self._lock = Lock()

    def get(self, key: object, ask: Callable[[], T]) -> T:
        with self._lock:
            kept = self._kept.get(key)
        if kept and kept[0] > time.monotonic():
            return kept[1]
        answer = ask()
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = (time.monotonic() + KEPT_SECONDS, answer)
            while len(self._kept) > KEPT_AT_MOST:
                self._kept.pop(next(iter(self._kept)))
        return answer


@dataclass(frozen=True)
class Organisations:
    by_code: dict[str, ListedOrganisation]

    @classmethod
    def of(cls, directory: Directory) -> "Organisations":
        return cls({one.code: one for one in directory.organisations})

    def name(self, code: str | None) -> str:
        """The name; the code itself where it is not known; empty for none."""
        if not code:
            return ""
        known = self.by_code.get(code)
        return known.name if known else code

    def below(self, code: str, *kinds: OrganisationKind) -> list[ListedOrganisation]:
        """In the subtree of `code`, itself included."""
        top = self.by_code.get(code)
        return self._sorted(one for one in self.of_kind(*kinds) if top and is_within(one.path, top.path))

    def of_kind(self, *kinds: OrganisationKind) -> list[ListedOrganisation]:
        """Those that stand today: what has been dissolved or merged is no choice any more (W-16)."""
        return self._sorted(one for one in self.by_code.values() if one.kind in kinds and one.valid_to is None)

    def parent_name(self, one: ListedOrganisation) -> str:
        return self.name(one.parent_code)

    @staticmethod
    def _sorted(found: Iterable[ListedOrganisation]) -> list[ListedOrganisation]:
        return sorted(found, key=lambda one: one.path)


class Reference:
    """What all visitors may know: organisations and policy packs."""

    def __init__(self) -> None:
        self._organisations: KeptForAMinute[Organisations] = KeptForAMinute()
        self._packs: KeptForAMinute[PolicyPack] = KeptForAMinute()

    def organisations(self, registry: RegistryClient) -> Organisations:
        return self._organisations.get("all", lambda: Organisations.of(registry.read_directory()))

    def pack(self, registry: RegistryClient, organisation: str, on: date) -> PolicyPack:
        return self._packs.get((organisation, on), lambda: registry.read_policy(organisation, on).pack)
