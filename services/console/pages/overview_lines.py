"""Lines of the overview's pictures and tables: committees in their order, their sums, the rest as one."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.console.charts import Bars, Part
from services.console.pages.overview_flows import NameOf
from services.console.pages.overview_reading import NO_ORGANISATION, Read, organisation_of
from services.console.pages.reports import SIDES
from services.console.rendering import moment
from shared.figures import FigureRow
from shared.reporting.flows import FlowLevel

BARS_SHOWN = 30
"""Committees in one picture; the rest are one bar."""
EVERYWHERE = ("home", "host", "between")


@dataclass(frozen=True)
class View:
    """How the visitor looks at it: how finely regions are told apart, what they are called, and his day."""

    level: FlowLevel
    name_of: NameOf
    today: date


def titled(title: str, read: Read) -> str:
    """A picture says its moment as the tables do: it may be printed alone."""
    return f"{title}（截至 {moment(read.as_of)}）"


def names_of(rows: Iterable[FigureRow]) -> dict[str, str]:
    """Of committees, in the order of their codes, which is the organisation's."""
    names = {organisation_of(row): row.organisation_name for row in rows}
    return {code: names[code] for code in sorted(names, key=place_of)}


def place_of(code: str) -> tuple[bool, str]:
    """What belongs to no committee comes last."""
    return code == NO_ORGANISATION, code


def by_organisation(rows: Iterable[FigureRow]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in rows:
        found[organisation_of(row)] = found.get(organisation_of(row), 0) + row.count
    return found


Line = tuple[str, tuple[int, ...]]


def at_most(lines: Sequence[Line], told: Callable[[tuple[int, ...]], str]) -> list[Line]:
    """The larger ones in their order, and one line for the rest."""
    shown = sorted(range(len(lines)), key=lambda n: (-sum(lines[n][1]), n))[:BARS_SHOWN]
    beside = [line for n, line in enumerate(lines) if n not in set(shown)]
    found = [lines[n] for n in sorted(shown)]
    if beside:
        sums = tuple(map(sum, zip(*(numbers for _, numbers in beside), strict=True)))
        found.append((f"其他（{len(beside)} 个）{told(sums)}", sums))
    return found


def of_sides(title: str, lines: list[Line], *, lying: bool = True) -> Bars:
    parts = tuple(Part(SIDES[side], tuple(line[1][n] for line in lines)) for n, side in enumerate(EVERYWHERE))
    return Bars(title, tuple(line[0] for line in lines), parts, lying)
