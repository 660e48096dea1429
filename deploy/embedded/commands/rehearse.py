"""`gongguan rehearse`: a year of invented people on a stack of its own, and an account of every duty."""

import asyncio
import shutil
import tempfile
import time
from datetime import UTC, datetime
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
from deploy.embedded.process_table import TASK_QUEUE
from deploy.embedded.reconciling import reconcile
from deploy.embedded.rehearsal.books import read_books
from deploy.embedded.rehearsal.cast import Company
from deploy.embedded.rehearsal.director import Director
from deploy.embedded.rehearsal.pace import paced
from deploy.embedded.rehearsal.report import Played, figures, in_total, in_words, write_report
from deploy.embedded.rehearsal.verdict import Verdict, judge
from deploy.embedded.stack import StackOptions
from deploy.embedded.temporal import NAMESPACE
from deploy.embedded.up import run_detached
from deploy.embedded.walking import Cast
from shared.business_clock import SHANGHAI, BusinessClock
from shared.keys import KeyRing
from shared.temporal import connect
from shared.terms import add_months

REAL_SECONDS = 247.0
"""For the rehearsed time itself; starting, comparing and stopping come to it."""
START_SECONDS = 13.0
"""The second start, at which everything is there already."""
PREPARED_ON = datetime(2025, 12, 16, 8, 30, tzinfo=SHANGHAI)
"""Organisations and accounts are there before the year begins, and after the surveys of the year before."""
BEGINS = datetime(2026, 1, 1, 8, 30, tzinfo=SHANGHAI)
"""Of a year whose holidays are published. On a slow machine it begins some days later."""

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
        cast = _prepared(data)
        company = Company(cast, members, seed)
        company.sign_in()
        _set_going(data, cast, months, seconds)
        return _play(company, months, members, seed)
    finally:
        stop_supervisor(data, orderly_within=0)  # nothing of it is kept
        sweep(data)
        shutil.rmtree(folder, ignore_errors=True)


def _prepared(data: DataDirectory) -> Cast:
    """A stack of its own at the speed of life, with organisations and accounts and nobody in it."""
    data.create()
    BusinessClock(origin_real=datetime.now(UTC), origin_business=PREPARED_ON).save(data.clock)
    message_console.print("启动演练用的系统……", markup=False)
    run_detached(StackOptions(data, port_base=free_base(DEFAULT_PORT_BASE + 1000), demo=False))
    endpoints = Endpoints.load(data.root)
    operator = Services.as_operator(endpoints)
    organisations = import_organisations(operator)
    for _ in create_accounts(operator, organisations):
        pass
    wait_for_directory(operator, len(organisations))
    return Cast(endpoints)


def _set_going(data: DataDirectory, cast: Cast, months: int, seconds: float) -> None:
    """The same stack once more, its clock a hundred thousand times as fast: a clock is read at the start."""
    scale = (_end(BEGINS, months) - BEGINS).total_seconds() / seconds
    message_console.print(f"重新启动，业务时间平均 {scale:,.0f} 倍速……", markup=False)
    stop_supervisor(data)
    _clock_of_the_year(BusinessClock.load(data.clock), months, seconds).save(data.clock)
    run_detached(StackOptions(data, demo=False))
    cast.clock = BusinessClock.load(data.clock)
    asyncio.run(_tell_the_new_speed(cast.endpoints))


def _clock_of_the_year(prepared: BusinessClock, months: int, seconds: float) -> BusinessClock:
    """The weeks before the year go by while the stack starts."""
    real_now = datetime.now(UTC)
    now = prepared.business(real_now)
    scale = (BEGINS - now).total_seconds() / START_SECONDS
    paces = paced(BEGINS, _end(BEGINS, months), seconds)
    return BusinessClock(origin_real=real_now, origin_business=now, scale=scale, paces=paces)


async def _tell_the_new_speed(endpoints: Endpoints) -> None:
    """What runs already, the counties' surveys, sleeps by the former clock until it gets a new snapshot."""
    client = await connect(endpoints.temporal, NAMESPACE, KeyRing(endpoints.keys_dir).codec_key)
    await reconcile(Services.as_operator(endpoints), client, TASK_QUEUE, repair=True)


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
