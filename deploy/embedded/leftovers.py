"""Ends what a killed earlier run left behind, and nothing else: only processes that are provably ours."""

import contextlib
import json
import os
from pathlib import Path
from typing import Any

import psutil

from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.lock import ProcessMark
from deploy.embedded.postgres_remains import end_remains

WAIT = 5.0  # seconds for the kernel to take them away


def end_leftovers(data: DataDirectory) -> list[str]:
    """Names of the processes that had to be ended."""
    ended = []
    for record in read_records(data.processes):
        mark = _mark(record)
        if mark is not None and mark.process() is not None:
            _end_group(mark.pid)
            ended.append(str(record["name"]))
    if end_remains(data.postgres) and "postgres" not in ended:
        ended.append("postgres")
    data.processes.unlink(missing_ok=True)
    data.endpoints.unlink(missing_ok=True)
    return ended


def read_records(path: Path) -> list[dict[str, Any]]:
    try:
        records: list[dict[str, Any]] = json.loads(path.read_bytes())
        return records
    except (OSError, ValueError):
        return []


def _mark(record: dict[str, Any]) -> ProcessMark | None:
    pid, create_time = record.get("pid"), record.get("create_time")
    return ProcessMark(pid, create_time) if pid and create_time else None


def _end_group(leader: int) -> None:
    # Each of our processes leads a group of its own, so the group is ours as well.
    members = [process for process in psutil.process_iter() if _group(process.pid) == leader]
    for process in members:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(members, timeout=WAIT)


def _group(pid: int) -> int | None:
    try:
        return os.getpgid(pid)
    except OSError:
        return None
