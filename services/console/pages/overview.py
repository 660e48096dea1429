"""总览 for organisers: flows, coverage, overdue, refusals, conversions, the weeks ahead. Every figure opens its list;
the pictures are drawn here, and all tables go into one workbook."""

import io
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from services.console.charts import draw, height_of
from services.console.pages.overview_cases import case_tables
from services.console.pages.overview_lines import View
from services.console.pages.overview_reading import Cell, Read, Table, joined, read_figures
from services.console.pages.overview_sections import KINDS, Kind, Section
from services.console.pages.reports import SIDES, figure_address, none_if_not_mine
from services.console.rendering import moment, render
from services.console.sign_in.visitor import Visitor, VisitorDep
from services.console.wording import pick
from shared.identifiers import province_of
from shared.organisation_directory.regions import names_of_regions
from shared.organisations import OrganisationKind
from shared.reporting.flows import LABELS, FlowLevel
from shared.service_client import Outage
from shared.workbooks.sheets import Cell as Written
from shared.workbooks.writing import READ_ONLY, XLSX, add_table, new_workbook

router = APIRouter()
T = TypeVar("T")
ROWS_ON_PAGE = 200
"""Lines of one table on the page; the workbook has all."""
SVG = "image/svg+xml"
TILES = (
    ("later", "在外流动党员", "home", "away"),
    ("later", "已由流入地接收管理", "home", "active"),
    ("later", "在册流入党员", "host", "enrolled"),
    ("overdue", "超期任务（流出一侧）", "home", "tasks-overdue"),
    ("overdue", "超期任务（流入一侧）", "host", "tasks-overdue"),
    ("overdue", "超期任务（组织之间）", "between", "tasks-overdue"),
)
BY_REGION = {
    OrganisationKind.PROVINCIAL_DEPARTMENT: FlowLevel.PROVINCES,
    OrganisationKind.CITY_DEPARTMENT: FlowLevel.CITIES,
}
"""How finely a department of that kind sees flows at first; everybody below it by counties."""


@router.get("/overview")
def show_overview(request: Request, visitor: VisitorDep, level: FlowLevel | None = None) -> Response:
    view = _view(visitor, level)
    read = _read(visitor, view)
    return render(
        request,
        "overview.html",
        tiles=_tiles(read),
        sections=_sections(visitor, read, view),
        level=view.level,
        levels=LABELS,
        rows_on_page=ROWS_ON_PAGE,
        chart_height=height_of,
        missing=read.missing,
        as_of=read.as_of,
    )


@router.get("/overview/charts/{name}.svg")
def draw_chart(visitor: VisitorDep, name: str, level: FlowLevel | None = None) -> Response:
    """The picture of one section, of the moment at which it is asked for, which it names."""
    kind = next((one for one in KINDS if one.key == name), None)
    if kind is None:
        raise HTTPException(404)
    view = _view(visitor, level)
    bars = kind.section(read_figures(visitor, kind.asks(view.level)), view).bars
    if bars is None:
        raise HTTPException(404)
    return Response(draw(bars), media_type=SVG)


@router.get("/overview.xlsx")
def export_overview(visitor: VisitorDep, level: FlowLevel | None = None) -> Response:
    view = _view(visitor, level)
    read = _read(visitor, view)
    target = io.BytesIO()
    with new_workbook(target) as book:
        add_table(book, "说明", ("项目", "内容"), _about(visitor, read, view))
        for number, table in enumerate(_tables(_sections(visitor, read, view)), start=1):
            add_table(
                book, f"{number} {table.title}"[:31].translate(NOT_IN_A_SHEET_NAME), table.headings, _lines(table)
            )
    name = f"attachment; filename=overview-{visitor.today.isoformat()}.xlsx"
    return Response(target.getvalue(), media_type=XLSX, headers={"Content-Disposition": name})


NOT_IN_A_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
"""Excel opens no workbook with one of them in the name of a sheet."""


def _view(visitor: Visitor, level: FlowLevel | None) -> View:
    organisations = visitor.organisations.by_code
    names = names_of_regions(organisations.values())
    posts = [organisations.get(post.organisation) for post in visitor.actor.posts]
    kind = next((one.kind for one in posts if one), None)
    by_post = BY_REGION.get(OrganisationKind(kind), FlowLevel.COUNTIES) if kind else FlowLevel.COUNTIES
    return View(level or by_post, lambda code: names.get(code) or _by_province(code), visitor.today)


def _by_province(code: str) -> str:
    """A region that the directory does not know."""
    province = pick("provinces", province_of(code))
    if code == province_of(code):
        return province or code
    return f"{province}（{code}）" if province else "未写明地区" if code == "-" else code


def _read(visitor: Visitor, view: View) -> Read:
    """One call to each service."""
    tiles = {side: tuple(key for _, _, where, key in TILES if where == side) for side in SIDES}
    return read_figures(visitor, joined([tiles, *(kind.asks(view.level) for kind in KINDS)]))


def _tiles(read: Read) -> list[tuple[str, str, int, str]]:
    """Look, words, number, address; only of sides that could be read."""
    found = [(look, words, side, key) for look, words, side, key in TILES if (side, key) in read.figures]
    return [(look, words, read.total(side, key), figure_address(side, key)) for look, words, side, key in found]


def _sections(visitor: Visitor, read: Read, view: View) -> list[Section]:
    kinds = [kind for kind in KINDS if _is_read(kind, read, view)]
    home = _or_none(lambda: visitor.services.outflow.read_overview())
    host = _or_none(lambda: visitor.services.inflow.read_overview())
    cases = Section("cases", "个案：各状态", "", tuple(case_tables(home, host)))
    return [*(kind.section(read, view) for kind in kinds), cases]


def _is_read(kind: Kind, read: Read, view: View) -> bool:
    return any((side, key) in read.figures for side, keys in kind.asks(view.level).items() for key in keys)


def _or_none(ask: Callable[[], T]) -> T | None:
    """None where the service is out of reach, or does not tell this visitor."""
    try:
        return none_if_not_mine(ask)
    except Outage:
        return None


def _tables(sections: Iterable[Section]) -> Iterator[Table]:
    for section in sections:
        yield from section.tables


def _about(visitor: Visitor, read: Read, view: View) -> Iterator[tuple[str, str]]:
    yield "统计时间", moment(read.as_of)
    yield "岗位", visitor.post_words
    yield "地区口径", LABELS[view.level]
    if read.missing:
        yield "没有读到", "、".join(pick("services", name) for name in read.missing)
    yield "用途", READ_ONLY


def _lines(table: Table) -> Iterator[tuple[Written, ...]]:
    for row in (*table.rows, table.last) if table.last else table.rows:
        yield tuple(_written(cell) for cell in row)


def _written(cell: Cell) -> Written:
    return cell.value
