"""`gongguan down`: stop the stack of a data directory, or what a killed one left."""

import contextlib
import time

import psutil
import typer

from deploy.embedded.conventions import (
    DEFAULT_DATA,
    DataOption,
    JsonOption,
    Refused,
    answer_console,
    answer_json,
)
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.leftovers import end_leftovers
from deploy.embedded.lock import DataLock, holder, is_held

ORDERLY_WITHIN = 90.0  # seconds; every process has its own, shorter limit


def register(app: typer.Typer) -> None:
    app.command("down", help="停止系统")(down)


def down(data: DataOption = DEFAULT_DATA, as_json: JsonOption = False) -> None:
    directory = DataDirectory.at(data)
    if not directory.root.is_dir():
        raise Refused(f"没有数据目录 {directory.root}；请检查 --data", code="no_data_dir")
    running = is_held(directory.lock)
    orderly = stop_supervisor(directory) if running else True
    ended = sweep(directory)
    if as_json:
        answer_json({"ok": True, "was_running": running, "orderly": orderly, "leftovers_ended": ended})
        return
    answer_console.print("已停止" if running else "没有正在运行的系统")
    if ended:
        answer_console.print(f"已结束遗留的进程：{'、'.join(ended)}")


def stop_supervisor(directory: DataDirectory, orderly_within: float = ORDERLY_WITHIN) -> bool:
    """True when it stopped by itself, False when it had to be killed after so many seconds: what it started is left to
    `sweep`. Raises Refused when it is not ours to stop."""
    mark = holder(directory.lock)
    process = mark.process() if mark else None
    if process is None:
        raise Refused("系统正在启动或停止，请稍后再试", code="busy")
    try:
        process.terminate()
        if _await_release(directory, orderly_within):
            return True
        process.kill()
    except psutil.AccessDenied:
        raise Refused(f"无权停止进程 {process.pid}；请用启动它的用户运行 gongguan down", code="denied") from None
    except psutil.NoSuchProcess:
        pass
    return _await_release(directory, 5.0) and False


def sweep(directory: DataDirectory) -> list[str]:
    """Leftovers of a killed run, under the lock so that a start at the same moment is not swept away."""
    lock = DataLock(directory.lock)
    with contextlib.suppress(OSError):
        lock.take()
        try:
            return end_leftovers(directory)
        finally:
            lock.release()
    return []


def _await_release(directory: DataDirectory, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not is_held(directory.lock):
            return True
        time.sleep(0.1)
    return False
