"""A whole run in a process of its own: killed, started again, seen by status and doctor, stopped by down."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

from deploy.embedded import cli
from deploy.embedded.conventions import Refused
from deploy.embedded.endpoints import DEFAULT_PORT_BASE, Endpoints
from deploy.embedded.lock import DataLock
from deploy.embedded.ports import free_base

PROJECT = Path(__file__).parents[2]


@contextmanager
def running_stack(data: Path, base: int) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.deploy.infrastructure_stack", str(data), str(base)],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process, json.loads(process.stdout.readline())
    finally:
        process.terminate()
        process.communicate(timeout=30)


def wait_gone(pids: list[int], seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while any(psutil.pid_exists(pid) for pid in pids):
        assert time.monotonic() < deadline, f"still alive: {pids}"
        time.sleep(0.1)


def all_pids(answer: dict[str, Any]) -> list[int]:
    leaders = [record["pid"] for record in answer["processes"]]
    return leaders + [child.pid for pid in leaders for child in psutil.Process(pid).children(recursive=True)]


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    status = cli.run([*arguments, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_a_killed_supervisor_leaves_no_process_and_the_next_start_says_so_and_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, base = tmp_path / "data", free_base(DEFAULT_PORT_BASE + 12_000)
    assert base is not None
    with running_stack(data, base) as (supervisor, answer):
        pids = all_pids(answer)
        with pytest.raises(Refused, match="已有一个系统在运行"):
            DataLock(data / "lock").take()
        os.kill(supervisor.pid, signal.SIGKILL)
        supervisor.wait()
        wait_gone(pids)

    with running_stack(data, base) as (supervisor, answer):
        assert Endpoints.load(data).temporal == f"127.0.0.1:{base + 33}"
        status, report = ask(capsys, "status", "--data", str(data))
        assert (status, report["healthy"]) == (0, True)
        _, examined = ask(capsys, "doctor", "--data", str(data))
        verdicts = {check["subject"]: check["verdict"] for check in examined["checks"]}
        assert verdicts["数据库"] == verdicts["Temporal"] == verdicts["端口"] == "ok"

        pids = all_pids(answer)
        status, stopped = ask(capsys, "down", "--data", str(data))
        assert (status, stopped["was_running"], stopped["orderly"]) == (0, True, True)
        wait_gone(pids)
        assert supervisor.stderr is not None
        assert "没有正常结束" in supervisor.stderr.read()
        assert supervisor.wait() == 0

    status, report = ask(capsys, "status", "--data", str(data))
    assert (status, report["running"]) == (1, False)
    with pytest.raises(Refused, match="没有正在运行的系统"):
        Endpoints.load(data)
