"""A whole stack on this machine, started by the real command in a directory of its own, stopped at the end."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.embedded.endpoints import Endpoints
from deploy.embedded.ports import free_base

GONGGUAN = Path(sys.executable).with_name("gongguan")
FIRST_BASE = 10_000


def gongguan(*arguments: str, data: Path, input: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would, with --json; never raises on a refusal."""
    command = [str(GONGGUAN), *arguments, "--data", str(data), "--json"]
    return subprocess.run(command, capture_output=True, text=True, input=input, timeout=300, check=False)


@contextmanager
def running_stack(
    data: Path, *, scale: float = 1.0, demo: bool = True, first_base: int = FIRST_BASE
) -> Iterator[Endpoints]:
    """Ports far from the default ones and from other workers' (by process id). Two stacks that one process starts
    at the same time need a `first_base` each, such as FIRST_BASE + 50."""
    base = free_base(first_base + os.getpid() % 100 * 100)
    assert base is not None
    options = ["--port-base", str(base), "--scale", str(scale), *([] if demo else ["--no-demo"])]
    started = gongguan("up", "--detach", *options, data=data)
    if started.returncode:
        raise RuntimeError(f"the stack did not start: {started.stdout}{started.stderr}")
    json.loads(started.stdout)
    try:
        yield Endpoints.load(data)
    finally:
        gongguan("down", data=data)
