"""SIGKILL for the processes of one stack, and no others: pids come from its own status, and each is looked at
once more before the shot."""

import os
import random
import signal
from dataclasses import dataclass
from pathlib import Path

import psutil

from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.status import status_report

PROGRAMS = ("worker", "registry", "outflow", "inflow", "temporal", "postgres")
POSTGRES_CHILD = "postgres-child"
TARGETS = (*PROGRAMS, POSTGRES_CHILD)


@dataclass(frozen=True)
class Kill:
    target: str
    pid: int
    what: str


def order_of_kills(chance: random.Random, number: int) -> list[str]:
    """Everybody's turn comes before anybody's second one."""
    order: list[str] = []
    while len(order) < number:
        order += chance.sample(TARGETS, len(TARGETS))
    return order[:number]


def kill(target: str, data: Path, chance: random.Random) -> Kill | None:
    """None when the target is down already."""
    victim = _victim(target, data, chance)
    if victim is None:
        return None
    what = " ".join(victim.cmdline())[:60]
    os.kill(victim.pid, signal.SIGKILL)
    return Kill(target, victim.pid, what)


def _victim(target: str, data: Path, chance: random.Random) -> psutil.Process | None:
    leader = _leader("postgres" if target == POSTGRES_CHILD else target, data)
    if leader is None or target != POSTGRES_CHILD:
        return leader
    try:
        children = [child for child in leader.children() if child.name() == "postgres"]
    except psutil.NoSuchProcess:
        return None
    return chance.choice(children) if children else None


def _leader(name: str, data: Path) -> psutil.Process | None:
    """The process that the supervisor of this data directory started under that name."""
    report = status_report(DataDirectory.at(data))
    record = next((one for one in report["processes"] if one["name"] == name), None)
    if record is None or record["pid"] is None:
        return None
    try:
        process = psutil.Process(record["pid"])
        return process if process.ppid() == report["supervisor_pid"] else None
    except psutil.NoSuchProcess:
        return None
