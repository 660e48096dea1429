"""`gongguan doctor`."""

from collections.abc import Callable

import typer
from rich.table import Table

from deploy.embedded.conventions import DEFAULT_DATA, DataOption, JsonOption, answer_console, answer_json
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.doctor import machine, running
from deploy.embedded.doctor.finding import Finding, Verdict, fail

MACHINE_CHECKS = (machine.check_python, machine.check_packages, machine.check_programs, machine.check_user)
DATA_CHECKS: tuple[Callable[[DataDirectory], Finding], ...] = (
    machine.check_ports,
    machine.check_disk,
    machine.check_rights,
    running.check_database,
    running.check_temporal,
    running.check_clocks,
    running.check_calendar,
)
MARKS = {Verdict.OK: ("✓", "green"), Verdict.WARN: ("!", "yellow"), Verdict.FAIL: ("✗", "red")}


def register(app: typer.Typer) -> None:
    app.command("doctor", help="检查运行环境和数据目录，说明问题和解决办法")(doctor)


def doctor(data: DataOption = DEFAULT_DATA, as_json: JsonOption = False) -> None:
    """Exit status 1 when something has failed."""
    findings = examine(DataDirectory.at(data))
    healthy = all(finding.verdict is not Verdict.FAIL for finding in findings)
    if as_json:
        answer_json({"ok": healthy, "checks": [finding.model_dump(mode="json") for finding in findings]})
    else:
        print_findings(findings)
    if not healthy:
        raise typer.Exit(1)


def examine(data: DataDirectory) -> list[Finding]:
    return [check() for check in MACHINE_CHECKS] + [_examined(check, data) for check in DATA_CHECKS]


def _examined(check: Callable[[DataDirectory], Finding], data: DataDirectory) -> Finding:
    try:
        return check(data)
    except (OSError, ValueError) as error:  # a damaged data directory is a finding, not a crash
        return fail(check.__name__.removeprefix("check_"), f"检查中断：{error}", "检查数据目录里的文件是否完整、可读")


def print_findings(findings: list[Finding]) -> None:
    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        mark, colour = MARKS[finding.verdict]
        way_on = f"\n→ {finding.way_on}" if finding.way_on else ""
        table.add_row(f"[{colour}]{mark}[/]", finding.subject, finding.finding + way_on)
    answer_console.print(table)
