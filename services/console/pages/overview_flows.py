"""Flows between regions as a matrix: own regions down, far regions across, what is beyond a readable number as 其他."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from services.console.charts import Bars, Part
from services.console.pages.overview_reading import Cell, Table, number, organisation_of, text
from shared.figures import FigureRow

ROWS_SHOWN, COLUMNS_SHOWN = 12, 8
"""What a table across a page can hold, and a picture that is still told apart."""
NameOf = Callable[[str], str]
"""Of a region by its code."""


@dataclass(frozen=True)
class End:
    """One region, or what remains beside the shown ones: its name, the codes it adds up, how its list is asked for."""

    name: str
    codes: frozenset[str]
    wanted: dict[str, str | list[str]]


@dataclass(frozen=True)
class Words:
    """What the two ends are called, and what is counted."""

    title: str
    own: str
    far: str


@dataclass(frozen=True)
class Matrix:
    own: tuple[End, ...]
    far: tuple[End, ...]
    counts: Counter[tuple[str, str]]

    def count(self, own: End, far: End) -> int:
        return sum(self.counts[here, there] for here in own.codes for there in far.codes)

    @property
    def groups(self) -> bool:
        return any(len(end.codes) > 1 for end in (*self.own, *self.far))


def matrix_of(rows: Iterable[FigureRow], name_of: NameOf) -> Matrix:
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counts[organisation_of(row), row.dimension] += row.count
    own, far = Counter[str](), Counter[str]()
    for (here, there), n in counts.items():
        own[here] += n
        far[there] += n
    return Matrix(
        _ends(own, ROWS_SHOWN, name_of, "organisation"), _ends(far, COLUMNS_SHOWN, name_of, "dimension"), counts
    )


def _ends(counts: Counter[str], at_most: int, name_of: NameOf, field: str) -> tuple[End, ...]:
    """The larger ones by their codes: the order is that of the regions, not of the numbers."""
    shown = sorted(code for code, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:at_most])
    ends = [End(name_of(code), frozenset({code}), {field: code}) for code in shown]
    beside = counts.keys() - set(shown)
    if beside:
        ends.append(End(f"其他（{len(beside)} 个）", frozenset(beside), {f"other_{field}s": shown}))
    return tuple(ends)


def matrix_table(side: str, key: str, matrix: Matrix, words: Words) -> Table:
    def cell(own: End | None, far: End | None) -> Cell:
        wanted = (own.wanted if own else {}) | (far.wanted if far else {})
        n = sum(
            matrix.count(here, there)
            for here in ((own,) if own else matrix.own)
            for there in ((far,) if far else matrix.far)
        )
        names = "，".join(end.name for end in (own, far) if end)
        return number(side, key, n, f"件：{words.title}，{names or '合计'}", **wanted)

    columns = (*matrix.far, None)
    return Table(
        title=f"{words.title}：{words.own} × {words.far}",
        headings=(words.own, *(end.name for end in matrix.far), "合计"),
        rows=tuple((text(own.name), *(cell(own, far) for far in columns)) for own in matrix.own),
        last=(text("合计"), *(cell(None, far) for far in columns)),
    )


def full_table(side: str, key: str, matrix: Matrix, words: Words, name_of: NameOf) -> Table:
    """Every pair of regions, where the matrix groups some."""
    rows = [
        (
            text(name_of(own)),
            text(name_of(far)),
            number(side, key, n, f"件：{words.title}，{name_of(own)}，{name_of(far)}", organisation=own, dimension=far),
        )
        for (own, far), n in sorted(matrix.counts.items())
    ]
    return Table(
        title=f"{words.title}：全部", headings=(words.own, words.far, "件数"), rows=tuple(rows), texts=2, whole=True
    )


def flow_bars(matrix: Matrix, title: str) -> Bars:
    totals = [sum(matrix.count(own, far) for far in matrix.far) for own in matrix.own]
    return Bars(
        title,
        names=tuple(f"{own.name}　{total}" for own, total in zip(matrix.own, totals, strict=True)),
        parts=tuple(Part(far.name, tuple(matrix.count(own, far) for own in matrix.own)) for far in matrix.far),
    )
