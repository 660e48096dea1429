"""The figures that the overview shows, asked of each side in one call, and the addresses of the lists behind them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.console.far_side import gather
from services.console.pages.reports import SERVICES, figure_address, none_if_not_mine, reports_of
from services.console.sign_in.visitor import Visitor
from shared.figures import Figure, FigureRow, Report

NO_ORGANISATION = "-"
Wanted = Mapping[str, tuple[str, ...]]
"""Keys of figures by side."""


@dataclass(frozen=True)
class Read:
    """`missing`: services that did not answer; a side that shows this visitor no report has no figures."""

    figures: Mapping[tuple[str, str], Figure]
    missing: list[str]
    as_of: datetime | None

    def rows(self, side: str, key: str) -> list[FigureRow]:
        figure = self.figures.get((side, key))
        return figure.rows if figure else []

    def total(self, side: str, key: str) -> int:
        return sum(row.count for row in self.rows(side, key))


@dataclass(frozen=True)
class Cell:
    """Of a table: text, or a number with the address of its list and what it counts, for whoever hears the page."""

    value: str | int
    href: str = ""
    words: str = ""


@dataclass(frozen=True)
class Table:
    """`texts`: how many of the first columns are words; the others are numbers. `last`: its sums."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    texts: int = 1
    last: tuple[Cell, ...] = ()
    whole: bool = False
    """The full table under one that groups what is beyond a readable number."""


def read_figures(visitor: Visitor, wanted: Wanted) -> Read:
    """Raises Outage when no service answers."""
    asks = {SERVICES[side]: (side, keys) for side, keys in wanted.items()}
    gathered = gather({name: lambda ask=ask: _report(visitor, *ask) for name, ask in asks.items()})  # type: ignore[misc]
    figures: dict[tuple[str, str], Figure] = {}
    times: list[datetime] = []
    for name, report in gathered.found.items():
        if report:
            times.append(report.as_of)
            figures |= {(asks[name][0], one.key): one for one in report.figures}
    return Read(figures, gathered.missing, min(times, default=None))


def _report(visitor: Visitor, side: str, keys: tuple[str, ...]) -> Report | None:
    return none_if_not_mine(lambda: reports_of(visitor, side).read_report(*keys))


def joined(wants: Iterable[Wanted]) -> Wanted:
    """Each key once."""
    keys: dict[str, dict[str, None]] = {}
    for want in wants:
        for side, some in want.items():
            keys.setdefault(side, {}).update(dict.fromkeys(some))
    return {side: tuple(some) for side, some in keys.items()}


def text(value: str) -> Cell:
    return Cell(value)


def number(side: str, key: str, count: int, words: str, **row: str | list[str]) -> Cell:
    """`row`: which rows of the figure it adds up (fields of `FigureFilter`)."""
    return Cell(count, figure_address(side, key, **row) if count else "", words)


def organisation_of(row: FigureRow) -> str:
    """As a list is asked for it."""
    return row.organisation or NO_ORGANISATION
