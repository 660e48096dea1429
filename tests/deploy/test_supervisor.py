import json
import os
import signal
import time
from pathlib import Path

import psutil
import pytest

from deploy.embedded.child import StartFailed
from deploy.embedded.stop_request import StopRequest
from tests.deploy.stacks import Said, Supervise, run_until, script_stand_in, web_stand_in


def test_a_process_starts_only_after_those_it_depends_on_are_healthy(supervise: Supervise, said: Said) -> None:
    supervisor = supervise(web_stand_in("first"), web_stand_in("second", depends=("first",)))
    assert supervisor.start()
    assert [sentence.split()[0] for sentence in said.sentences] == ["first", "second"]


def test_a_killed_process_is_started_again_and_the_records_follow(
    supervise: Supervise, said: Said, tmp_path: Path
) -> None:
    supervisor = supervise(web_stand_in("outflow"))
    supervisor.start()
    child = supervisor.children["outflow"]
    killed = child.pid
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    run_until(supervisor, lambda: child.restarts == 1 and child.state == "healthy")
    assert said.mentions("outflow 意外退出（信号 SIGKILL），0.2 秒后重新启动（第 1 次）")
    record = json.loads((tmp_path / "processes.json").read_text())[0]
    assert (record["pid"], record["restarts"]) == (child.pid, 1)
    assert record["pid"] != killed


def test_a_process_that_dies_before_it_was_ever_healthy_ends_the_start_with_its_last_words(
    supervise: Supervise,
) -> None:
    spec = script_stand_in("inflow", "print('没有数据库'); raise SystemExit(3)")
    unhealthy = type(spec)(**{**spec.__dict__, "is_healthy": lambda: False})
    with pytest.raises(StartFailed, match="inflow 启动失败：连续 3 次退出（退出码 3）") as failure:
        supervise(unhealthy).start()
    assert "没有数据库" in failure.value.tail


def test_stopping_ends_also_what_the_processes_have_started(supervise: Supervise) -> None:
    spawn = "import subprocess, time; print(subprocess.Popen(['sleep', '60']).pid); time.sleep(60)"
    supervisor = supervise(script_stand_in("worker", spawn))
    supervisor.start()
    tail = supervisor.children["worker"].log.tail
    run_until(supervisor, lambda: bool(tail))
    grandchild = int(tail[0])
    supervisor.stop()
    deadline = time.monotonic() + 5
    while psutil.pid_exists(grandchild) and psutil.Process(grandchild).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_process_that_ignores_the_request_to_stop_is_ended_in_time(supervise: Supervise, said: Said) -> None:
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf'); time.sleep(60)"
    supervisor = supervise(script_stand_in("console", deaf, stop_within=0.3))
    supervisor.start()
    run_until(supervisor, lambda: bool(supervisor.children["console"].log.tail))
    supervisor.stop()
    assert said.mentions("console 没有按时停止，已强制结束")


def test_a_stop_asked_for_during_the_start_ends_the_start(supervise: Supervise) -> None:
    stop_request = StopRequest()
    supervisor = supervise(web_stand_in("registry"), stop_request=stop_request)
    stop_request.asked = True
    assert not supervisor.start()
