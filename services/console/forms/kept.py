"""Drafts kept in memory between signing in and the form they belong to."""

from collections import OrderedDict
from threading import Lock

KEPT_AT_MOST = 200


class Drafts:
    """Bounded; each is read once."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], dict[str, str]] = OrderedDict()
        self._lock = Lock()

    def keep(self, drawer: str, path: str, values: dict[str, str]) -> None:
        with self._lock:
            self._kept[drawer, path] = values
            while len(self._kept) > KEPT_AT_MOST:
                self._kept.popitem(last=False)

    def take(self, drawer: str, path: str) -> dict[str, str]:
        with self._lock:
            return self._kept.pop((drawer, path), {})
