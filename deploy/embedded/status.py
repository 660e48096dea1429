"""`gongguan status`: processes, health, ports, uptime, business time."""

import socket
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import typer
from rich.table import Table

from deploy.embedded.conventions import DEFAULT_DATA, DataOption, JsonOption, answer_console, answer_json, say
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.endpoints import HOST
from deploy.embedded.leftovers import read_records
from deploy.embedded.lock import holder, is_held
from deploy.embedded.process import HttpProbe
from shared.business_clock import BusinessClock

STATES = {
    "waiting": "等待",
    "starting": "启动中",
    "healthy": "正常",
    "down": "等待重启",
    "stopped": "已停止",
    "unresponsive": "没有响应",
}


def register(app: typer.Typer) -> None:
    app.command("status", help="各进程的状态、端口、运行时间和业务时间")(status)


def status(data: DataOption = DEFAULT_DATA, as_json: JsonOption = False) -> None:
    """Exit status 1 when the stack does not run or a process is not healthy."""
    report = status_report(DataDirectory.at(data))
    if as_json:
        answer_json(report)
    else:
        print_report(report)
    if not report["healthy"]:
        raise typer.Exit(1)


def status_report(directory: DataDirectory) -> dict[str, Any]:
    running = is_held(directory.lock)
    mark = holder(directory.lock)
    processes = _processes(directory) if running else []
    return {
        "running": running,
        "healthy": bool(processes) and all(process["state"] == "healthy" for process in processes),
        "data_dir": str(directory.root),
        "supervisor_pid": mark.pid if running and mark else None,
        "clock": clock_report(directory),
        "processes": processes,
    }


def clock_report(directory: DataDirectory) -> dict[str, Any] | None:
    if not directory.clock.exists():
        return None
    clock = BusinessClock.load(directory.clock)
    return {"business_time": clock.now().isoformat(timespec="seconds"), "scale": clock.scale}


def _processes(directory: DataDirectory) -> list[dict[str, Any]]:
    records = read_records(directory.processes)
    with ThreadPoolExecutor(max_workers=8) as probes:
        return list(probes.map(_with_health, records))


def _with_health(record: dict[str, Any]) -> dict[str, Any]:
    state = record["state"]
    if state == "healthy" and not _responds(record):
        state = "unresponsive"
    started = record["started_at"]
    uptime = (datetime.now(UTC) - datetime.fromisoformat(started)).total_seconds() if started else None
    public = {key: value for key, value in record.items() if key != "create_time"}
    return {**public, "state": state, "uptime_seconds": round(uptime) if uptime is not None else None}


def _responds(record: dict[str, Any]) -> bool:
    if record["health_url"]:
        return HttpProbe(record["health_url"])()
    return all(_accepts(port) for port in record["ports"])


def _accepts(port: int) -> bool:
    try:
        socket.create_connection((HOST, port), timeout=2.0).close()
    except OSError:
        return False
    return True


def print_report(report: dict[str, Any]) -> None:
    if not report["running"]:
        say(f"数据目录 {report['data_dir']} 里没有正在运行的系统；启动：gongguan up --data {report['data_dir']}")
    else:
        answer_console.print(_process_table(report["processes"]))
    if report["clock"]:
        clock = report["clock"]
        answer_console.print(f"业务时间 {clock['business_time']}（{clock['scale']:g} 倍速）")


def _process_table(processes: list[dict[str, Any]]) -> Table:
    table = Table("进程", "状态", "进程号", "端口", "已运行", "重启次数", box=None, padding=(0, 2, 0, 0))
    for process in processes:
        uptime = process["uptime_seconds"]
        table.add_row(
            process["name"],
            STATES[process["state"]],
            str(process["pid"] or "—"),
            " ".join(str(port) for port in process["ports"]),
            str(timedelta(seconds=uptime)) if uptime is not None else "—",
            str(process["restarts"]),
            style=None if process["state"] == "healthy" else "red",
        )
    return table
