"""`gongguan rehearse`: a year of invented people on a stack of its own, and an account of every duty."""

import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from deploy.embedded.conventions import JsonOption, answer_console, answer_json, message_console
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.demo import create_accounts, import_organisations, wait_for_directory
from deploy.embedded.down import stop_supervisor, sweep
from deploy.embedded.endpoints import DEFAULT_PORT_BASE, Endpoints
from deploy.embedded.people import Services
from deploy.embedded.ports import free_base
from deploy.embedded.rehearsal.books import read_books
from deploy.embedded.rehearsal.cast import Company
from deploy.embedded.rehearsal.director import Director
from deploy.embedded.rehearsal.pace import paced
from deploy.embedded.rehearsal.report import Played, figures, in_total, in_words, write_report
from deploy.embedded.rehearsal.verdict import Verdict, judge
from deploy.embedded.stack import StackOptions
from deploy.embedded.up import run_detached
from deploy.embedded.walking import Cast
from services.registry.contract import SecondFactorRule
from shared.business_clock import SHANGHAI, BusinessClock
from shared.terms import add_months

REAL_SECONDS = 258.0
"""For the rehearsed time itself; preparing, comparing and stopping come to it."""
PREPARING_SECONDS = 32.0
"""From the start of the stack until everybody has signed in. On a slow machine the year begins some days later."""
BEGINS = datetime(2026, 1, 1, 8, 30, tzinfo=SHANGHAI)
"""Of a year whose holidays are published."""

MonthsOption = Annotated[int, typer.Option(min=1, max=36, help="演练几个月的业务时间")]
MembersOption = Annotated[int, typer.Option(min=1, max=2000, help="多少名虚构党员")]
SeedOption = Annotated[int, typer.Option(help="随机种子：同样的种子，同样的人和行为")]
SecondsOption = Annotated[float, typer.Option(min=10, help="用多少秒真实时间走完")]
ReportOption = Annotated[Path, typer.Option(help="报告写到哪里（HTML，可打印）", metavar="文件")]


def register(app: typer.Typer) -> None:
    app.command("rehearse", help="演练：让虚构的人把几个月的事办一遍，最后逐项对账")(rehearse)


def rehearse(
    months: MonthsOption = 12,
    members: MembersOption = 100,
    seed: SeedOption = 7,
    seconds: SecondsOption = REAL_SECONDS,
    report: ReportOption = Path("rehearsal.html"),
    as_json: JsonOption = False,
) -> None:
    """Exit status 1 when the run is invalid, or when the ledger and the databases differ."""
    verdict, played = run(months, members, seed, seconds)
    write_report(report, verdict, played)
    _tell(verdict, played, report, as_json=as_json)
    if verdict.problems or not verdict.valid:
        raise typer.Exit(1)


def run(months: int, members: int, seed: int, seconds: float) -> tuple[Verdict, Played]:
    """On a stack of its own, which is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="gongguan-rehearsal-"))
    folder.chmod(0o755)
    data = DataDirectory.at(folder / "data")
    try:
        company = Company(_prepared(data, _clock_of_the_year(months, seconds)), members, seed)
        company.sign_in()
        return _play(company, months, members, seed)
    finally:
        stop_supervisor(data, orderly_within=0)  # nothing of it is kept
        sweep(data)
        shutil.rmtree(folder, ignore_errors=True)


def _clock_of_the_year(months: int, seconds: float) -> BusinessClock:
    """The morning before the year goes by at the speed of life while the stack starts; then come the paces."""
    return BusinessClock(
        origin_real=datetime.now(UTC),
        origin_business=BEGINS - timedelta(seconds=PREPARING_SECONDS),
        paces=paced(BEGINS, _end(BEGINS, months), seconds),
    )


def _prepared(data: DataDirectory, clock: BusinessClock) -> Cast:
    """A stack of its own, with organisations and accounts and nobody in it."""
    data.create()
    clock.save(data.clock)
    message_console.print("启动演练用的系统……", markup=False)
    port_base, invented = free_base(DEFAULT_PORT_BASE + 1000), SecondFactorRule.OFFERED
    run_detached(StackOptions(data, port_base=port_base, demo=False, second_factor=invented))
    endpoints = Endpoints.load(data.root)
    operator = Services.as_operator(endpoints)
    organisations = import_organisations(operator)
    for _ in create_accounts(operator, organisations):
        pass
    wait_for_directory(operator, len(organisations))
    return Cast(endpoints)


def _end(start: datetime, months: int) -> datetime:
    return datetime.combine(add_months(start.date(), months), start.timetz())


def _play(company: Company, months: int, members: int, seed: int) -> tuple[Verdict, Played]:
    clock = company.cast.clock
    start = max(BEGINS, clock.now())
    end = _end(start, months)
    company.cast_parts(start, end)
    _wait_until(clock, start)
    with _bar() as progress:
        bar = progress.add_task("演练", total=1.0)

        def told(now: datetime) -> None:
            done = (now - start) / (end - start)
            said = f"演练到 {now:%Y-%m-%d}，已办理 {company.ledger.acts} 次，途中等待 {company.waiting} 人次"
            progress.update(bar, completed=min(done, 1.0), description=said)

        Director(company.stories(), clock, end, told).play()
    message_console.print("对账……", markup=False)
    verdict = judge(company.ledger, read_books(company.cast.endpoints), end)
    return verdict, Played(months, members, seed, start.date(), end.date())


def _wait_until(clock: BusinessClock, start: datetime) -> None:
    time.sleep(max((clock.real(start) - datetime.now(UTC)).total_seconds(), 0))


def _bar() -> Progress:
    columns = TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%")
    return Progress(*columns, TimeRemainingColumn(), console=message_console, transient=True)


def _tell(verdict: Verdict, played: Played, report: Path, *, as_json: bool) -> None:
    if as_json:
        answer_json(figures(verdict, played, report))
        return
    state = "账实不符" if verdict.problems else "账实相符" if verdict.valid else "无效（系统自身延误）"
    total = in_total(verdict)
    answer_console.print(
        f"演练{state}：办理 {verdict.acts} 次，职责 {total.held.total()} 项，按时率 {total.in_time}，"
        f"系统自身最多延误 {in_words(verdict.worst_delay)}；报告：{report}",
        markup=False,
    )
    for problem in verdict.problems[:20]:
        answer_console.print(f"  {problem}", markup=False)
