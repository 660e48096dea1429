"""`gongguan rehearse`: a year of invented people on a stack of its own, and an account of every duty."""

import shutil
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import Progress

from deploy.embedded.conventions import JsonOption, answer_console, answer_json, message_console
from deploy.embedded.data_directory import DataDirectory
from deploy.embedded.demo import create_accounts, import_organisations, wait_for_directory
from deploy.embedded.down import stop_supervisor, sweep
from deploy.embedded.endpoints import DEFAULT_PORT_BASE, Endpoints
from deploy.embedded.people import Services
from deploy.embedded.ports import free_base
from deploy.embedded.rehearsal.books import read_books
from deploy.embedded.rehearsal.director import Director
from deploy.embedded.rehearsal.ledger import Account, Ledger
from deploy.embedded.rehearsal.manners import people
from deploy.embedded.rehearsal.report import in_words, write_report
from deploy.embedded.rehearsal.story import Story
from deploy.embedded.rehearsal.verdict import Verdict, judge
from deploy.embedded.stack import StackOptions
from deploy.embedded.up import run_detached
from deploy.embedded.walking import Cast
from shared.business_clock import SHANGHAI, BusinessClock
from shared.terms import add_months

REAL_SECONDS = 230.0
"""For the rehearsed time itself; starting, comparing and stopping come to it."""
PREPARING_SECONDS = 60
BEGINS = datetime(2026, 1, 1, 8, 30, tzinfo=SHANGHAI)
"""About the first of January of a year whose holidays are published."""

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
    folder = Path(tempfile.mkdtemp(prefix="gongguan-rehearsal-"))
    folder.chmod(0o755)
    data = DataDirectory.at(folder / "data")
    try:
        endpoints = _start(data, months, seconds)
        verdict, first, last = _play(data, endpoints, months, members, seed, seconds)
    finally:
        stop_supervisor(data)
        sweep(data)
        shutil.rmtree(folder, ignore_errors=True)
    write_report(report, verdict, months=months, members=members, seed=seed, first=first, last=last)
    _tell(verdict, report, as_json=as_json)
    if verdict.problems or not verdict.valid:
        raise typer.Exit(1)


def _start(data: DataDirectory, months: int, seconds: float) -> Endpoints:
    """A stack of its own, with organisations and accounts and nobody in it."""
    data.create()
    scale = (_end(BEGINS, months) - BEGINS).total_seconds() / seconds
    now = datetime.now(UTC)
    before = BEGINS - timedelta(seconds=PREPARING_SECONDS) * scale
    BusinessClock(origin_real=now, origin_business=before, scale=scale).save(data.clock)
    message_console.print(f"启动演练用的系统，业务时间 {scale:,.0f} 倍速……", markup=False)
    base = free_base(DEFAULT_PORT_BASE + 1000)
    run_detached(StackOptions(data, port_base=base, demo=False))
    endpoints = Endpoints.load(data.root)
    operator = Services.as_operator(endpoints)
    organisations = import_organisations(operator)
    for _ in create_accounts(operator, organisations):
        pass
    wait_for_directory(operator, len(organisations))
    return endpoints


def _end(start: datetime, months: int) -> datetime:
    return datetime.combine(add_months(start.date(), months), start.timetz())


def _play(
    data: DataDirectory, endpoints: Endpoints, months: int, members: int, seed: int, seconds: float
) -> tuple[Verdict, date, date]:
    cast = Cast(endpoints)
    organisations = cast.organisations()
    start = cast.clock.now()
    end = _end(start, months)
    ledger = Ledger([Account(one) for one in people(members, end - start, seed, organisations)])
    stories = [Story(account, ledger, cast, start, end) for account in ledger.accounts]
    with Progress(console=message_console, transient=True) as progress:
        bar = progress.add_task("演练", total=seconds)

        def told(now: datetime) -> None:
            done = (now - start) / (end - start)
            progress.update(
                bar, completed=done * seconds, description=f"演练到 {now:%Y-%m-%d}，已办理 {ledger.acts} 次"
            )

        Director(stories, cast.clock, end, told).play()
    books = read_books(endpoints)
    return judge(ledger, books, end.date(), end), start.date(), end.date()


def _tell(verdict: Verdict, report: Path, *, as_json: bool) -> None:
    figures: dict[str, Any] = {
        "valid": verdict.valid,
        "problems": verdict.problems,
        "acts": verdict.acts,
        "duties": {f"{kind}/{held}": count for (kind, held), count in sorted(verdict.duties.items())},
        "rungs": sum(verdict.rungs.values()),
        "worst_wait_hours": round(verdict.worst_wait.total_seconds() / 3600, 1),
        "worst_rung_hours": round(verdict.worst_rung.total_seconds() / 3600, 1),
        "report": report,
    }
    if as_json:
        answer_json(figures)
        return
    state = "无效" if not verdict.valid else "账实不符" if verdict.problems else "账实相符"
    answer_console.print(
        f"演练{state}：办理 {verdict.acts} 次，职责 {sum(verdict.duties.values())} 项，"
        f"系统自身最多延误 {in_words(verdict.worst_delay)}；报告：{report}"
    )
    for problem in verdict.problems[:20]:
        answer_console.print(f"  {problem}", markup=False)
