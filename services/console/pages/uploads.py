"""Uploaded workbooks between preview and confirmation: in memory, bounded, per session, gone after half an hour."""

import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, field, replace
from threading import Lock

from services.outflow.contract import ImportReceipt
from services.outflow.roster.contract import Choice, ChosenRow, RosterCheck, RosterRow

LIFETIME_SECONDS = 30 * 60.0
TOTAL_BYTES = 128 * 1024 * 1024
# The newest ones of a session; an older preview in another window then says that it has run out.
PER_SESSION = 2


Place = tuple[str, int]
"""Sheet and row."""


@dataclass(frozen=True)
class Upload:
    """`side`: home or host. `left_out`: rows that could come in, and were not chosen. `turn`: a second click waits for
    the first and finds its receipt."""

    drawer: str
    organisation: str
    filename: str
    data: bytes
    check: RosterCheck
    receipt: ImportReceipt | None = None
    side: str = "home"
    left_out: frozenset[Place] = frozenset()
    turn: Lock = field(default_factory=Lock, compare=False, repr=False)
    expires: float = field(default_factory=lambda: time.monotonic() + LIFETIME_SECONDS)

    @property
    def chosen(self) -> list[RosterRow]:
        return [row for row in self.check.rows if row.state.can_come_in and row.place not in self.left_out]

    @property
    def choice(self) -> Choice:
        rows = [ChosenRow(sheet=row.sheet, row=row.row, mark=row.mark) for row in self.chosen]
        return Choice(digest=self.check.digest, rows=rows)


class Uploads:
    def __init__(self) -> None:
        self._kept: OrderedDict[str, Upload] = OrderedDict()
        self._lock = Lock()

    def keep(self, upload: Upload) -> str:
        name = secrets.token_urlsafe(16)
        with self._lock:
            self._kept[name] = upload
            self._make_room(upload.drawer)
        return name

    def find(self, drawer: str, name: str) -> Upload | None:
        """Only the session that uploaded it finds it."""
        with self._lock:
            upload = self._kept.get(name)
        if upload is None or upload.drawer != drawer or upload.expires < time.monotonic():
            return None
        return upload

    def choose(self, name: str, upload: Upload, left_out: frozenset[Place]) -> Upload:
        """What has been imported meanwhile stays as it is."""
        with self._lock:
            now = self._kept.get(name, upload)
            self._kept[name] = chosen = now if now.receipt else replace(now, left_out=left_out)
        return chosen

    def imported(self, name: str, upload: Upload, receipt: ImportReceipt) -> None:
        """The receipt is kept for the result page; the workbook itself is not needed any more."""
        with self._lock:
            self._kept[name] = replace(upload, receipt=receipt, data=b"")

    def _make_room(self, drawer: str) -> None:
        now = time.monotonic()
        for name in [name for name, one in self._kept.items() if one.expires < now]:
            del self._kept[name]
        mine = [name for name, one in self._kept.items() if one.drawer == drawer]
        for name in mine[:-PER_SESSION]:
            del self._kept[name]
        while sum(len(one.data) for one in self._kept.values()) > TOTAL_BYTES:
            self._kept.popitem(last=False)
