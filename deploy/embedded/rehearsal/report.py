"""The report of a rehearsal, in words that a department can read: one HTML page that prints on A4."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, select_autoescape

from deploy.embedded.data_directory import write_whole
from deploy.embedded.rehearsal.ledger.duty import Held
from deploy.embedded.rehearsal.manners import Manner
from deploy.embedded.rehearsal.verdict import NOT_FORETOLD, TOLERATED, Verdict


@dataclass(frozen=True)
class Played:
    """What was rehearsed."""

    months: int
    members: int
    seed: int
    first: date
    last: date


@dataclass(frozen=True)
class Line:
    """One row of a table: how many duties, and how they were held."""

    name: str
    held: Counter[Held]

    @property
    def due(self) -> int:
        """Those whose outcome is known."""
        return self.held.total() - self.held[Held.OPEN] - self.held[Held.LAPSED]

    @property
    def in_time(self) -> str:
        return f"{100 * self.held[Held.IN_TIME] / self.due:.1f}%" if self.due else "—"


@dataclass(frozen=True)
class Process:
    total: Line
    kinds: list[Line]


def by_process(verdict: Verdict) -> list[Process]:
    processes = dict.fromkeys(process for process, _, _ in verdict.duties)
    return [Process(_line(process, _of(verdict, process)), list(_kinds(verdict, process))) for process in processes]


def _of(verdict: Verdict, process: str) -> Iterable[tuple[Held, int]]:
    return ((held, count) for (one, _, held), count in verdict.duties.items() if one == process)


def _kinds(verdict: Verdict, process: str) -> Iterable[Line]:
    for kind in dict.fromkeys(kind for one, kind, _ in verdict.duties if one == process):
        counts = ((held, count) for (one, k, held), count in verdict.duties.items() if (one, k) == (process, kind))
        yield _line(kind.label, counts)


def _line(name: str, counts: Iterable[tuple[Held, int]]) -> Line:
    held: Counter[Held] = Counter()
    for one, count in counts:
        held[one] += count
    return Line(name, held)


def in_total(verdict: Verdict) -> Line:
    return _line("合计", ((held, count) for (_, _, held), count in verdict.duties.items()))


def write_report(file: Path, verdict: Verdict, played: Played) -> None:
    page = files("deploy.embedded.rehearsal").joinpath("report.html").read_text(encoding="utf-8")
    template = Environment(autoescape=select_autoescape(default=True)).from_string(page)
    text = template.render(
        verdict=verdict,
        played=played,
        held=list(Held),
        processes=by_process(verdict),
        total=in_total(verdict),
        manners=[Line(manner.label, verdict.manners[manner]) for manner in Manner if manner in verdict.manners],
        counted=[(kind.label, count, NOT_FORETOLD[kind]) for kind, count in verdict.counted.items()],
        tolerated=TOLERATED,
        in_words=in_words,
    )
    write_whole(file, text)


def figures(verdict: Verdict, played: Played, report: Path) -> dict[str, Any]:
    """The same in numbers, as of the end of the rehearsed time."""
    return {
        "as_of": verdict.as_of.isoformat(timespec="minutes"),
        "first": played.first.isoformat(),
        "months": played.months,
        "members": played.members,
        "seed": played.seed,
        "valid": verdict.valid,
        "agrees": not verdict.problems,
        "problems": verdict.problems,
        "explained_by_delay": verdict.explained,
        "acts": verdict.acts,
        "duties": [
            {"process": process, "kind": kind, "held": held, "count": count}
            for (process, kind, held), count in sorted(verdict.duties.items())
        ],
        "by_manner": {manner: dict(held) for manner, held in sorted(verdict.manners.items())},
        "not_foretold": dict(verdict.counted),
        "rungs": dict(sorted(verdict.rungs.items())),
        "delays_hours": {name: round(delay.total_seconds() / 3600, 1) for name, delay in verdict.delays.items()},
        "report": str(report),
    }


def in_words(span: timedelta) -> str:
    """「3小时20分」 of business time."""
    minutes = int(span.total_seconds() // 60)
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    return f"{days}天{hours}小时{minutes}分" if days else f"{hours}小时{minutes}分"
