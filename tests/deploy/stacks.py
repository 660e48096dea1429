"""Stand-ins for our programs, and what the supervisor said about them."""

import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from deploy.embedded.process import HttpProbe, ProcessSpec
from deploy.embedded.supervisor import Supervisor

Supervise = Callable[..., Supervisor]


@dataclass
class Said:
    """What the person at the terminal was told."""

    sentences: list[str] = field(default_factory=list)
    lines: list[tuple[str, str]] = field(default_factory=list)

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def show(self, name: str, line: str) -> None:
        self.lines.append((name, line))

    def mentions(self, text: str) -> bool:
        return any(text in sentence for sentence in self.sentences)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def web_stand_in(name: str, depends: tuple[str, ...] = ()) -> ProcessSpec:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    return ProcessSpec(
        name=name,
        command=(sys.executable, "-u", "-m", "http.server", str(port), "--bind", "127.0.0.1"),
        cwd=Path(__file__).parent,
        depends=depends,
        ports=(port,),
        health_url=url,
        is_healthy=HttpProbe(url),
    )


def script_stand_in(name: str, script: str, *, stop_within: float = 5.0) -> ProcessSpec:
    """Runs a line of Python; healthy as soon as it is asked."""
    return ProcessSpec(
        name=name,
        command=(sys.executable, "-u", "-c", script),
        is_healthy=lambda: True,
        stop_within=stop_within,
    )


def run_until(supervisor: Supervisor, done: Callable[[], bool], seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    supervisor.run_until(lambda: done() or time.monotonic() > deadline)
    assert done()
