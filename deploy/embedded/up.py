"""`gongguan up`: in the foreground with prefixed logs, or --detach."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from deploy.embedded.conventions import (
    DEFAULT_DATA,
    DataOption,
    JsonOption,
    Refused,
    answer_console,
    answer_json,
    message_console,
    say,
)
from deploy.embedded.data_directory import DataDirectory, write_whole
from deploy.embedded.demo_data import published_accounts
from deploy.embedded.key_command import checked_regions
from deploy.embedded.logs import Terminal
from deploy.embedded.process_table import PROJECT
from deploy.embedded.stack import Stack, StackOptions
from deploy.embedded.stop_request import StopRequest
from services.registry.contract import SecondFactorRule

DETACHED_START_LIMIT = 600.0  # seconds, the demo included


def register(app: typer.Typer) -> None:
    app.command("up", help="启动整套系统（首次启动时载入演示数据），Ctrl-C 停止")(up)


def up(
    data: DataOption = DEFAULT_DATA,
    detach: Annotated[bool, typer.Option("--detach", help="在后台运行，全部就绪后返回")] = False,
    port_base: Annotated[
        int | None, typer.Option(help="端口组的起点，首次默认 8100", metavar="端口", min=1024, max=65500)
    ] = None,
    scale: Annotated[
        float | None, typer.Option(help="业务时间是真实时间的多少倍，首次默认 1", metavar="倍数", min=0.001)
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(
            help="本系统服务的省级区划代码，可重复；首次默认演示用的三个省", metavar="代码", callback=checked_regions
        ),
    ] = None,
    no_demo: Annotated[bool, typer.Option("--no-demo", help="不载入演示数据")] = False,
    second_factor: Annotated[
        SecondFactorRule | None,
        typer.Option(help="动态验证码：组织部门岗位必须（required）或自愿（offered）；首次默认演示自愿、其他必须"),
    ] = None,
    as_json: JsonOption = False,
    outcome: Annotated[Path | None, typer.Option(hidden=True)] = None,
) -> None:
    options = StackOptions(DataDirectory.at(data), port_base, scale, not no_demo, tuple(region or ()), second_factor)
    tell_ready = answer_json if as_json else print_summary
    if detach:
        tell_ready(run_detached(options))
    elif outcome is not None:
        run_background(options, outcome)
    else:
        run_foreground(options, tell_ready)


def run_foreground(options: StackOptions, tell_ready: Callable[[dict[str, Any]], None]) -> None:
    stop_request = StopRequest()
    stop_request.listen()
    terminal = Terminal(message_console)
    Stack(options, show=terminal.show, on_ready=tell_ready, stop_request=stop_request).run()


def run_background(options: StackOptions, outcome: Path) -> None:
    """The other half of --detach: tells `outcome` how the start ended. Process logs are in their files only."""
    stop_request = StopRequest()
    stop_request.listen()
    stack = Stack(
        options,
        show=lambda name, line: say(line) if name == "gongguan" else None,
        on_ready=lambda answer: write_whole(outcome, json.dumps(answer, ensure_ascii=False)),
        stop_request=stop_request,
    )
    try:
        stack.run()
    except Refused as refusal:
        write_whole(outcome, json.dumps({"ok": False, "code": refusal.code, "reasons": refusal.reasons}))
        raise typer.Exit(1) from None  # the foreground half tells the reasons


def run_detached(options: StackOptions) -> dict[str, Any]:
    """Raises Refused with the reasons of the background process."""
    options.data.create()
    outcome = options.data.run / f"outcome-{os.getpid()}.json"
    words = options.data.logs / "up.log"
    with words.open("ab") as output:
        start_of_words = output.tell()
        process = subprocess.Popen(
            _background_command(options, outcome),
            cwd=PROJECT,  # `-m` puts the working directory first on the path, and people's folders have any name
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        answer = _await_outcome(process, outcome, words, start_of_words)
    except KeyboardInterrupt:
        process.terminate()
        raise Refused("启动被中断，正在停止已启动的进程", code="interrupted") from None
    finally:
        outcome.unlink(missing_ok=True)
    if not answer["ok"]:
        raise Refused(*answer["reasons"], code=answer["code"])
    return answer


def _background_command(options: StackOptions, outcome: Path) -> list[str]:
    command = [sys.executable, "-m", "deploy.embedded.cli", "up", "--data", str(options.data.root)]
    if options.port_base is not None:
        command += ["--port-base", str(options.port_base)]
    if options.scale is not None:
        command += ["--scale", str(options.scale)]
    if not options.demo:
        command.append("--no-demo")
    for code in options.regions:
        command += ["--region", code]
    if options.second_factor is not None:
        command += ["--second-factor", options.second_factor]
    return [*command, "--outcome", str(outcome)]


def _await_outcome(process: subprocess.Popen[bytes], outcome: Path, words: Path, start_of_words: int) -> dict[str, Any]:
    deadline = time.monotonic() + DETACHED_START_LIMIT
    with words.open("r", encoding="utf-8", errors="replace") as said:
        said.seek(start_of_words)
        while time.monotonic() < deadline:
            ended = process.poll() is not None  # before looking for the outcome, which is written before the end
            for line in said:
                say(line.rstrip("\n"))
            if outcome.exists():
                answer: dict[str, Any] = json.loads(outcome.read_bytes())
                return answer
            if ended:
                raise Refused(f"后台进程没有启动成功，详见 {words}", code="start_failed")
            time.sleep(0.1)
    process.terminate()
    raise Refused(f"{DETACHED_START_LIMIT:.0f} 秒内没有全部就绪，已停止；详见 {words}", code="start_failed")


def print_summary(answer: dict[str, Any]) -> None:
    """The addresses last, so that they are still to be seen."""
    endpoints = answer["endpoints"]
    if endpoints["demo"]:
        print_demo_accounts(Path(endpoints["data_dir"]))
    table = Table(title="共管已就绪", title_justify="left", show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_row("工作台", endpoints["console"], style="bold")
    table.add_row("登记服务", f"{endpoints['registry']}/openapi.json")
    table.add_row("流出地服务", f"{endpoints['outflow']}/openapi.json")
    table.add_row("流入地服务", f"{endpoints['inflow']}/openapi.json")
    table.add_row("Temporal 界面", endpoints["temporal_ui"])
    table.add_row("业务时间", f"{answer['business_time']}（{answer['scale']:g} 倍速）")
    table.add_row("数据目录", endpoints["data_dir"])
    table.add_row("日志", endpoints["log_dir"])
    answer_console.print(table)
    answer_console.print("停止：Ctrl-C 或 gongguan down --data " + endpoints["data_dir"], markup=False)


def print_demo_accounts(data_dir: Path) -> None:
    """Accounts with their posts; at every start, because people forget them."""
    accounts = published_accounts(data_dir)
    if not accounts:
        return
    title = f"演示账号（密码都是 {accounts[0]['password']}，只在演示模式有效）"
    table = Table("用户名", "岗位", "组织", title=title, title_justify="left")
    for account in accounts:
        table.add_row(account["login"], account["role_label"], account["organisation_name"])
    answer_console.print(table)
