"""Starts a table of processes in order, keeps them alive, stops them in reverse order."""

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deploy.embedded.child import Child, State
from deploy.embedded.data_directory import write_whole
from deploy.embedded.logs import ProcessLog
from deploy.embedded.process import ProcessSpec
from deploy.embedded.stop_request import StopRequest

TICK = 0.1  # seconds


class Supervisor:
    """`table` is in starting order. `records` is the file that status, down and a later up read."""

    def __init__(
        self,
        table: Sequence[ProcessSpec],
        *,
        logs: Path,
        records: Path,
        show: Callable[[str, str], None],
        say: Callable[[str], None],
        stop_request: StopRequest,
    ) -> None:
        self._records = records
        self._say = say
        self._stop_request = stop_request
        self._written: list[dict[str, Any]] = []
        self._probes = ThreadPoolExecutor(max_workers=max(1, len(table)), thread_name_prefix="probe")
        self.children = {
            spec.name: Child(spec, ProcessLog(logs / f"{spec.name}.log", spec.name, show), say, self._probes)
            for spec in table
        }

    def start(self) -> bool:
        """True when every process is healthy, False when a stop was asked for first. Raises StartFailed."""
        return self.run_until(lambda: all(child.ever_healthy for child in self.children.values()))

    def run_until(self, done: Callable[[], bool] = lambda: False) -> bool:
        """Keep everything alive until `done` (True) or until a stop is asked for (False)."""
        while not self._stop_request.asked:
            self.tick()
            if done():
                return True
            time.sleep(TICK)
        return False

    def tick(self) -> None:
        for child in self.children.values():
            if child.state is State.WAITING and self._may_start(child):
                child.start()
                self._write_records()  # at once: a kill of ours from now on must not lose sight of it
            child.tick()
        self._write_records()

    def stop(self) -> None:
        """In reverse order, each within its own time limit; a second Ctrl-C kills what is left at once."""
        for child in reversed(self.children.values()):
            child.signal_stop(hurry=self._stop_request.hurry)
            if not child.wait_stopped(lambda: self._stop_request.hurry):
                self._say(f"{child.spec.name} 没有按时停止，已强制结束")
        for child in self.children.values():
            child.log.close()
        self._probes.shutdown(wait=False, cancel_futures=True)
        self._records.unlink(missing_ok=True)

    def snapshot(self) -> list[dict[str, Any]]:
        """The process records: JSON-able, one per process, in starting order."""
        return [_record(child) for child in self.children.values()]

    def _may_start(self, child: Child) -> bool:
        return all(self.children[name].ever_healthy for name in child.spec.depends if name in self.children)

    def _write_records(self) -> None:
        records = self.snapshot()
        if records != self._written:
            write_whole(self._records, json.dumps(records, ensure_ascii=False, indent=2))
            self._written = records


def _record(child: Child) -> dict[str, Any]:
    return {
        "name": child.spec.name,
        "pid": child.pid,
        "create_time": child.mark.create_time if child.mark and child.pid else None,
        "state": child.state.value,
        "restarts": child.restarts,
        "started_at": datetime.fromtimestamp(child.started_at, UTC).isoformat() if child.pid else None,
        "ports": list(child.spec.ports),
        "health_url": child.spec.health_url,
    }
