"""One supervisor per data directory.

The kernel's file lock is the truth (it goes with the process, however that ends); the content tells people and
`gongguan down` who holds it.
"""

import fcntl
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import psutil

from deploy.embedded.conventions import Refused

CREATE_TIME_TOLERANCE = 2.0  # seconds; psutil derives it from the boot time, which steps with the wall clock


@dataclass(frozen=True)
class ProcessMark:
    """A pid together with the moment its process began, since pids are used again."""

    pid: int
    create_time: float

    @classmethod
    def of(cls, pid: int) -> "ProcessMark | None":
        try:
            return cls(pid, psutil.Process(pid).create_time())
        except psutil.Error:
            return None

    def process(self) -> psutil.Process | None:
        """The very process that was marked, if it still runs (a zombie does not)."""
        try:
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.create_time) < CREATE_TIME_TOLERANCE
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except psutil.Error:
            return None


class DataLock:
    """Held from `take` until `release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def take(self) -> ProcessMark | None:
        """Raises Refused when another supervisor lives; returns the mark left by one that was killed."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            raise Refused(self._held_sentence(), code="already_running") from None
        left_behind = holder(self.path)
        self._descriptor = descriptor
        self._write(ProcessMark(os.getpid(), psutil.Process().create_time()))
        return left_behind

    def release(self) -> None:
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.close(self._descriptor)
            self._descriptor = None

    def _write(self, mark: ProcessMark) -> None:
        assert self._descriptor is not None
        content = {"pid": mark.pid, "create_time": mark.create_time, "started_at": datetime.now(UTC).isoformat()}
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, json.dumps(content).encode(), 0)

    def _held_sentence(self) -> str:
        mark = holder(self.path)
        by = f"（进程号 {mark.pid}）" if mark else ""
        return (
            f"数据目录 {self.path.parent} 已有一个系统在运行{by}；"
            "先用 gongguan down 停止它，或用 --data 和 --port-base 另起一个"
        )


def holder(path: Path) -> ProcessMark | None:
    """Who wrote the lock file last without releasing it; it may be dead."""
    try:
        content = json.loads(path.read_bytes())
        return ProcessMark(int(content["pid"]), float(content["create_time"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_held(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    except OSError:
        return True
    finally:
        os.close(descriptor)
