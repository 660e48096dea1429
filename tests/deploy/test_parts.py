"""Ports, lock, clock, logs and back-off, each by itself."""

import os
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from deploy.embedded.backoff import LONGEST_DELAY, BackOff
from deploy.embedded.clock_file import settle_clock
from deploy.embedded.conventions import Refused
from deploy.embedded.endpoints import Ports
from deploy.embedded.lock import DataLock, ProcessMark, holder, is_held
from deploy.embedded.logs import ProcessLog, prefixed
from deploy.embedded.ports import free_base, is_free, taken_ports
from deploy.embedded.stack import refuse_taken_ports
from deploy.embedded.wording import usage_sentence

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


def test_a_taken_port_is_named_with_its_purpose_its_holder_and_a_way_on() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        base = server.getsockname()[1] - 1
        taken = taken_ports(Ports.of_base(base))
        assert (taken[0].port, taken[0].purpose) == (base + 1, "registry")
        assert f"进程号 {os.getpid()}" in taken[0].sentence()
        with pytest.raises(Refused, match="--port-base"):
            refuse_taken_ports(Ports.of_base(base), base)


def test_a_free_port_base_has_every_port_free() -> None:
    base = free_base(8100)
    assert base is not None
    assert all(is_free(port) for port in Ports.of_base(base).model_dump().values())


def test_a_lock_refuses_a_second_holder_and_is_gone_after_release(tmp_path: Path) -> None:
    lock = DataLock(tmp_path / "lock")
    assert lock.take() is None
    with pytest.raises(Refused, match=f"进程号 {os.getpid()}"):
        DataLock(tmp_path / "lock").take()
    lock.release()
    assert not is_held(tmp_path / "lock")
    assert DataLock(tmp_path / "lock").take() is None


def test_a_lock_of_a_killed_run_is_reported_and_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_text('{"pid": 999999, "create_time": 1.0}')
    lock = DataLock(path)
    assert lock.take() == ProcessMark(999999, 1.0)
    mark = holder(path)
    assert mark is not None
    assert mark.pid == os.getpid()
    lock.release()


def test_a_pid_that_was_given_to_another_process_is_not_ours() -> None:
    mark = ProcessMark.of(os.getpid())
    assert mark is not None
    assert mark.process() is not None
    assert ProcessMark(mark.pid, mark.create_time - 60).process() is None


def test_the_clock_is_written_once_and_kept(tmp_path: Path) -> None:
    first = settle_clock(tmp_path / "clock.json", None, NOW)
    assert first.scale == 1
    assert settle_clock(tmp_path / "clock.json", None, NOW + timedelta(days=3)) == first
    assert settle_clock(tmp_path / "clock.json", 1.0, NOW + timedelta(days=3)) == first


def test_another_speed_goes_on_from_the_business_time_reached(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    fast = settle_clock(file, 1000, NOW)
    later = NOW + timedelta(minutes=10)
    reached = fast.business(later)
    slow = settle_clock(file, 2, later)
    assert slow.business(later) == reached
    assert slow.business(later + timedelta(hours=1)) == reached + timedelta(hours=2)
    assert settle_clock(file, None, later + timedelta(days=1)) == slow


def test_deaths_in_a_row_wait_longer_and_longer_up_to_a_limit() -> None:
    backoff = BackOff()
    delays = [backoff.delay_after_death(lived=0.1) for _ in range(8)]
    assert delays[:4] == [0.2, 0.4, 0.8, 1.6]
    assert delays[-1] == LONGEST_DELAY


def test_a_death_after_a_steady_life_counts_as_the_first() -> None:
    backoff = BackOff()
    for _ in range(5):
        backoff.delay_after_death(lived=0.1)
    assert backoff.delay_after_death(lived=60) == 0.2


def test_a_log_line_carries_the_name_of_its_process() -> None:
    assert prefixed("outflow", "已启动", "green").plain == "outflow    | 已启动"


def test_logs_are_rotated_at_start_and_five_old_ones_kept(tmp_path: Path) -> None:
    for number in range(8):
        log = ProcessLog(tmp_path / "worker.log", "worker", lambda name, line: None)
        log.write(f"run {number}")
        log.close()
    assert (tmp_path / "worker.log").read_text() == "run 7\n"
    assert (tmp_path / "worker.log.1").read_text() == "run 6\n"
    assert sorted(path.name for path in tmp_path.iterdir())[-1] == "worker.log.5"


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("No such option: --nope", "没有选项 --nope"),
        ("No such command 'uup'. Did you mean 'up'?", "没有命令 'uup'，是不是 'up'"),
        ("Missing argument '目录'.", "缺少 '目录'"),
        (
            "Invalid value for '--port-base': Input should be greater than or equal to 1024",
            "'--port-base' 的值不能小于 1024",
        ),
    ],
)
def test_usage_errors_are_told_in_chinese(english: str, chinese: str) -> None:
    assert usage_sentence(english) == chinese
