"""What the supervisor knows about a process before it runs: plain data, so that any program can stand in."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import httpx

LAUNCHER = Path(__file__).with_name("launch.py")


def nothing() -> None:
    """Default of the steps that most processes do not have."""


@dataclass(frozen=True)
class ProcessSpec:
    name: str
    command: tuple[str, ...]
    is_healthy: Callable[[], bool]
    env: Mapping[str, str] = field(default_factory=dict)
    depends: tuple[str, ...] = ()  # must have been healthy once before this one is started first
    ports: tuple[int, ...] = ()
    health_url: str | None = None
    user: str | None = None  # name of the unprivileged user to become; None: as we are
    cwd: Path = Path("/")
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL  # what the kernel sends when the supervisor is killed
    stop_within: float = 10.0  # seconds until SIGKILL
    start_within: float = 120.0  # seconds until the first health
    before_start: Callable[[], None] = nothing
    once_healthy: Callable[[], None] = nothing  # after the first health, before those that depend are started

    def launch(self) -> subprocess.Popen[bytes]:
        """Must be called from the main thread: the orphan signal is bound to the thread that starts."""
        return subprocess.Popen(
            launch_command(self.command, user=self.user, orphan_signal=self.orphan_signal),
            env=dict(self.env),
            cwd=self.cwd,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def launch_command(
    command: tuple[str, ...], *, user: str | None, orphan_signal: signal.Signals = signal.SIGKILL
) -> list[str]:
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER)]
    return [*launcher, str(int(orphan_signal)), str(os.getpid()), user or "-", *command]


@dataclass(frozen=True)
class HttpProbe:
    """Healthy when the address answers 200."""

    url: str

    def __call__(self) -> bool:
        try:
            # trust_env off: a proxy set for the outside world must not stand between us and loopback.
            return httpx.get(self.url, timeout=2.0, trust_env=False).status_code == httpx.codes.OK
        except httpx.HTTPError:
            return False
