"""One real service process on loopback that can be killed and started again on the same database."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from tests.chaos.ground import Ground

PROJECT = Path(__file__).resolve().parents[2]
START_WITHIN_SECONDS = 40
NOWHERE = "127.0.0.1:9"
"""Temporal is not needed here: what is told waits in the outbox."""


class Server:
    """`unguarded`: without the guard that R4's sabotage takes away."""

    def __init__(self, ground: Ground, folder: Path, *, unguarded: bool) -> None:
        self._module = "tests.chaos.unguarded" if unguarded else "services.outflow.app"
        self._port = _free_port()
        ground.clock.save(folder / "clock.json")
        self._environment = {
            "PATH": os.environ.get("PATH", ""),
            "GONGGUAN_PORT": str(self._port),
            "GONGGUAN_DATABASE_URL": ground.outflow_engine.url.render_as_string(hide_password=False),
            "GONGGUAN_TEMPORAL_ADDRESS": NOWHERE,
            "GONGGUAN_KEYS_DIR": str(ground.keys.directory),
            "GONGGUAN_CLOCK_FILE": str(folder / "clock.json"),
        }
        self.url = f"http://127.0.0.1:{self._port}"
        self._log = (folder / "server.log").open("ab")
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()
        self._log.close()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", self._module], env=self._environment, cwd=PROJECT, stdout=self._log, stderr=self._log
        )
        until = time.monotonic() + START_WITHIN_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"the service did not start; see {self._log.name}")
            time.sleep(0.05)

    def kill(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=2, trust_env=False).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
