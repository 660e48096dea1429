"""Tasks on the overview: the load by committee and process, what is overdue, and the weeks ahead."""

from collections.abc import Iterable, Mapping

from services.console.charts import Bars
from services.console.pages.overview_lines import (
    EVERYWHERE,
    View,
    at_most,
    by_organisation,
    names_of,
    of_sides,
    place_of,
    titled,
)
from services.console.pages.overview_reading import Cell, Read, Table, number, organisation_of, text
from services.console.pages.reports import SIDES
from services.console.processes import PROCESS_OF, PROCESSES
from shared.figures import FigureRow
from shared.policy.task_kinds import TaskKind
from shared.reporting.weeks import weeks_ahead

TASKS = ("tasks-open", "tasks-soon", "tasks-overdue")
ORDER = {process: place for place, process in enumerate(PROCESSES)}


def load_tables(read: Read, _: View) -> Iterable[Table]:
    """One line for each committee, process and side, as each side has its own list."""
    found: dict[tuple[str, str, str], dict[str, list[FigureRow]]] = {}
    for side in EVERYWHERE:
        for key in TASKS:
            for row in read.rows(side, key):
                place = (organisation_of(row), process_of(row.dimension), side)
                found.setdefault(place, {}).setdefault(key, []).append(row)
    rows = [
        _load_row(place, found[place]) for place in sorted(found, key=lambda one: (place_of(one[0]), ORDER[one[1]]))
    ]
    headings = ("党委", "工作", "一侧", "在办", "三天内到期", "超期")
    yield Table("工作量：各党委、各项工作", headings, tuple(rows), texts=3)


def process_of(kind: str) -> str:
    return PROCESS_OF[TaskKind(kind)]


def _load_row(place: tuple[str, str, str], found: Mapping[str, list[FigureRow]]) -> tuple[Cell, ...]:
    code, process, side = place
    label, name = PROCESSES[process][0], next(iter(found.values()))[0].organisation_name

    def cell(key: str) -> Cell:
        rows = found.get(key, [])
        kinds = [row.dimension for row in rows]
        count = sum(row.count for row in rows)
        return number(side, key, count, f"项：{label}，{name}", organisation=code, dimension=kinds)

    return (text(name), text(label), text(SIDES[side]), *(cell(key) for key in TASKS))


def overdue_bars(read: Read, _: View) -> Bars | None:
    overdue = {side: by_organisation(read.rows(side, "tasks-overdue")) for side in EVERYWHERE}
    names = names_of(row for side in EVERYWHERE for row in read.rows(side, "tasks-overdue"))
    counts = {code: tuple(overdue[side].get(code, 0) for side in EVERYWHERE) for code in names}
    lines = at_most(
        [(f"{name}　{sum(counts[code])}", counts[code]) for code, name in names.items()], lambda sums: f"　{sum(sums)}"
    )
    return of_sides(titled("超期任务：各党委", read), lines) if lines else None


def week_tables(read: Read, view: View) -> Iterable[Table]:
    weeks = weeks_ahead(view.today)
    key = "tasks-by-week"
    counts: dict[tuple[str, str], dict[str, int]] = {}
    names: dict[str, str] = {}
    for side in EVERYWHERE:
        for row in read.rows(side, key):
            counts.setdefault((organisation_of(row), side), {})[row.dimension] = row.count
            names[organisation_of(row)] = row.organisation_name

    def cells(side: str, of: Mapping[str, int], name: str, **organisation: str) -> tuple[Cell, ...]:
        each = [(week.monday.isoformat(), f"{week.first} 至 {week.last}") for week in weeks]
        return tuple(
            number(side, key, of.get(monday, 0), f"项 {days} 到期：{name}", dimension=monday, **organisation)
            for monday, days in each
        )

    rows = [
        (text(names[code]), text(SIDES[side]), *cells(side, of, names[code], organisation=code))
        for (code, side), of in sorted(counts.items(), key=lambda one: (place_of(one[0][0]), one[0]))
    ]
    for side in EVERYWHERE:
        of = {row.dimension: 0 for row in read.rows(side, key)}
        for row in read.rows(side, key):
            of[row.dimension] += row.count
        if of:
            rows.append((text("合计"), text(SIDES[side]), *cells(side, of, "合计")))
    headings = tuple(f"{week.first:%m.%d}起 {week.working_days}个工作日" for week in weeks)
    yield Table("今后八周到期的任务", ("党委", "一侧", *headings), tuple(rows), texts=2)


def week_bars(read: Read, view: View) -> Bars:
    weeks = weeks_ahead(view.today)
    found = {side: read.rows(side, "tasks-by-week") for side in EVERYWHERE}
    lines = [
        (
            f"{week.first:%m.%d}起",
            tuple(sum(r.count for r in found[side] if r.dimension == week.monday.isoformat()) for side in EVERYWHERE),
        )
        for week in weeks
    ]
    return of_sides(titled("今后八周到期的任务：按周（周一至周日）", read), lines, lying=False)
