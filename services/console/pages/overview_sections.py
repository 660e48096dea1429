"""The parts of the overview: which figures each asks for, its picture and its tables."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from services.console.charts import Bars, Part
from services.console.pages.overview_flows import (
    ROWS_SHOWN,
    Words,
    flow_bars,
    full_table,
    matrix_of,
    matrix_table,
)
from services.console.pages.overview_lines import EVERYWHERE, View, at_most, by_organisation, names_of, titled
from services.console.pages.overview_reading import Cell, Read, Table, Wanted, number, organisation_of, text
from services.console.pages.overview_tasks import TASKS, load_tables, overdue_bars, week_bars, week_tables
from shared.reporting.flows import FlowLevel

CONVERSION = {
    "conversion-due-60": "六十日内期满",
    "conversion-due-30": "三十日内期满",
    "conversion-due-0": "今日期满",
    "conversion-overdue": "已期满未讨论",
    "opinion-missing": "等待流入地意见",
    "opinion-overdue": "意见超期",
}


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    note: str
    tables: tuple[Table, ...]
    bars: Bars | None = None


@dataclass(frozen=True)
class Kind:
    """Of a section. `asks` in words of the level."""

    key: str
    title: str
    note: str
    asks: Callable[[FlowLevel], Wanted]
    tables: Callable[[Read, View], Iterable[Table]]
    bars: Callable[[Read, View], Bars | None] = field(default=lambda _, __: None)

    def section(self, read: Read, view: View) -> Section:
        tables = tuple(table for table in self.tables(read, view) if table.rows)
        return Section(self.key, self.title, self.note, tables, self.bars(read, view) if tables else None)


def _flows(side: str, key: str, title: str, words: Words) -> Kind:
    def tables(read: Read, view: View) -> Iterable[Table]:
        matrix = matrix_of(read.rows(side, view.level.figure), view.name_of)
        if matrix.counts:
            yield matrix_table(side, view.level.figure, matrix, words)
        if matrix.groups:
            yield full_table(side, view.level.figure, matrix, words, view.name_of)

    def bars(read: Read, view: View) -> Bars:
        matrix = matrix_of(read.rows(side, view.level.figure), view.name_of)
        return flow_bars(matrix, titled(f"{title}：每条为一个{words.own}，按{words.far}分段", read))

    note = f"办理中和在外（在册）的个案；最多列出 {ROWS_SHOWN} 个{words.own}，其余合为“其他”，全部见下表。"
    return Kind(key, title, note, lambda level: {side: (level.figure,)}, tables, bars)


def _of_committees(
    read: Read,
    side: str,
    title: str,
    columns: Mapping[str, str],
    more: Callable[[str], tuple[Cell, ...]] = lambda _: (),
) -> Table:
    """A line for each committee, a column for each figure; `more` adds what is said of a line beside."""
    counts = {key: by_organisation(read.rows(side, key)) for key in columns}
    names = names_of(row for key in columns for row in read.rows(side, key))

    def cells(code: str | None, name: str) -> tuple[Cell, ...]:
        asked = {} if code is None else {"organisation": code}
        return tuple(
            number(
                side,
                key,
                sum(counts[key].values()) if code is None else counts[key].get(code, 0),
                f"件{columns[key]}：{name}",
                **asked,
            )
            for key in columns
        )

    rows = tuple((text(name), *cells(code, name), *more(code)) for code, name in names.items())
    return Table(title, ("党委", *columns.values()), rows, last=(text("合计"), *cells(None, "合计"), *more("")))


def _coverage_tables(read: Read, _: View) -> Iterable[Table]:
    away, active = (by_organisation(read.rows("home", key)) for key in ("away", "active"))

    def share(code: str) -> tuple[Cell, ...]:
        whole = away.get(code, 0) if code else sum(away.values())
        part = active.get(code, 0) if code else sum(active.values())
        return (text(f"{part * 100 / whole:.1f}%" if whole else "—"),)

    columns = {"away": "在外流动党员", "active": "已由流入地接收管理"}
    table = _of_committees(read, "home", "双向共管覆盖：各党委", columns, share)
    yield Table(table.title, (*table.headings, "占比"), table.rows, last=table.last)


def _coverage_bars(read: Read, _: View) -> Bars:
    away, active = (by_organisation(read.rows("home", key)) for key in ("away", "active"))
    names = names_of(read.rows("home", "away"))
    bars = [
        (f"{name}　{active.get(code, 0)}/{away[code]}", (active.get(code, 0), away[code]))
        for code, name in names.items()
    ]
    lines = at_most(bars, lambda sums: f"　{sums[0]}/{sums[1]}")
    parts = (
        Part("已由流入地接收管理", tuple(line[1][0] for line in lines)),
        Part("在外、尚未接收", tuple(line[1][1] - line[1][0] for line in lines)),
    )
    return Bars(titled("覆盖：已接收／在外", read), tuple(line[0] for line in lines), parts)


def _refusal_tables(read: Read, _: View) -> Iterable[Table]:
    titles = {("host", "refused"): "本地拒收及理由", ("home", "refused-by-ground"): "被对方拒收或正在协调及理由"}
    for (side, key), title in titles.items():
        rows = tuple(
            (
                text(row.organisation_name),
                text(row.label or "未写明理由"),
                number(
                    side,
                    key,
                    row.count,
                    f"件：{row.label}，{row.organisation_name}",
                    organisation=organisation_of(row),
                    dimension=row.dimension,
                ),
            )
            for row in read.rows(side, key)
        )
        yield Table(title, ("党委", "理由", "件数"), rows, texts=2)


def _conversion_tables(read: Read, _: View) -> Iterable[Table]:
    yield _of_committees(read, "home", "预备期满和书面意见：各党委（流出一侧）", CONVERSION)
    owed = {"opinions-missing": "预备期满、意见未发出"}
    yield _of_committees(read, "host", "应出具的书面意见：各党委（流入一侧）", owed)


KINDS: tuple[Kind, ...] = (
    _flows("home", "flows-out", "流出去向", Words("流出个案", "流出地", "流入地")),
    _flows("host", "flows-in", "流入来源", Words("流入个案", "流入地", "流出地")),
    Kind(
        "coverage",
        "双向共管覆盖",
        "在外流动党员中，已由流入地党组织接收管理的占比。",
        lambda _: {"home": ("away", "active")},
        _coverage_tables,
        _coverage_bars,
    ),
    Kind(
        "overdue",
        "工作量和超期",
        "在办、三天内到期、超期的任务；图为超期任务。",
        lambda _: dict.fromkeys(EVERYWHERE, TASKS),
        load_tables,
        overdue_bars,
    ),
    Kind(
        "weeks",
        "今后八周",
        "按到期日所在的周（周一至周日，北京时间）计；本周只计今天起，以前的在超期里。",
        lambda _: dict.fromkeys(EVERYWHERE, ("tasks-by-week",)),
        week_tables,
        week_bars,
    ),
    Kind(
        "refusals",
        "拒收及理由",
        "",
        lambda _: {"host": ("refused",), "home": ("refused-by-ground",)},
        _refusal_tables,
    ),
    Kind(
        "conversions",
        "预备党员转正",
        "六十日内的包括三十日内的和今日的。",
        lambda _: {"home": tuple(CONVERSION), "host": ("opinions-missing",)},
        _conversion_tables,
    ),
)
