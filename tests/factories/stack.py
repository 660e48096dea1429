"""A whole stack on this machine, started by the real command in a directory of its own, stopped at the end."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import Endpoints
from deploy.embedded.ports import free_base
from shared.business_clock import BusinessClock

GONGGUAN = Path(sys.executable).with_name("gongguan")
FIRST_BASE = 10_000


def gongguan(*arguments: str, data: Path, input: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would, with --json; never raises on a refusal."""
    command = [str(GONGGUAN), *arguments, "--data", str(data), "--json"]
    return subprocess.run(command, capture_output=True, text=True, input=input, timeout=300, check=False)


@contextmanager
def running_stack(
    data: Path, *, scale: float = 1.0, demo: bool = True, first_base: int = FIRST_BASE, regions: tuple[str, ...] = ()
) -> Iterator[Endpoints]:
    """Ports far from the default ones and from other workers' (by process id). Two stacks that one process starts
    at the same time need a `first_base` each, such as FIRST_BASE + 50."""
    base = free_base(first_base + os.getpid() % 100 * 100)
    assert base is not None
    options = ["--port-base", str(base), "--scale", str(scale), *([] if demo else ["--no-demo"])]
    options += [option for code in regions for option in ("--region", code)]
    started = gongguan("up", "--detach", *options, data=data)
    if started.returncode:
        raise RuntimeError(f"the stack did not start: {started.stdout}{started.stderr}")
    json.loads(started.stdout)
    try:
        yield Endpoints.load(data)
    finally:
        gongguan("down", data=data)


def set_clock(*deployments: Path, scale: float, begins: datetime | None = None) -> None:
    """One clock for all of them, before they are started."""
    now = datetime.now(UTC)
    clock = BusinessClock(origin_real=now, origin_business=begins or now, scale=scale)
    for data in deployments:
        DataDirectory.at(data).create()
        clock.save(DataDirectory.at(data).clock)


@contextmanager
def two_deployments(
    folder: Path, *, scale: float = 1.0, first_base: int = FIRST_BASE, begins: datetime | None = None
) -> Iterator[tuple[Endpoints, Endpoints]]:
    """江苏 by one operator, 安徽 and 山东 by another, on one clock; each has registered the other's regions."""
    one, other = folder / "one", folder / "other"
    set_clock(one, other, scale=scale, begins=begins)
    with (
        running_stack(one, scale=scale, first_base=first_base, regions=("320000",)) as first,
        running_stack(other, scale=scale, first_base=first_base + 50, regions=("340000", "370000")) as second,
    ):
        introduce(one, other)
        introduce(other, one)
        yield first, second


def introduce(stranger: Path, host: Path) -> None:
    """The stranger's regions are registered at the host, by the commands that two operators would use."""
    file = stranger / "regions.json"
    for arguments, data in ((("regions", "export", str(file)), stranger), (("regions", "register", str(file)), host)):
        done = gongguan(*arguments, data=data)
        if done.returncode:
            raise RuntimeError(f"{arguments}: {done.stdout}{done.stderr}")
