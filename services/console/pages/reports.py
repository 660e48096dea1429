"""统计报表: all services' figures by organisation, each with its moment and a click to its list; also as a workbook."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from services.console.far_side import gather, none_if_refused
from services.console.rendering import moment, render
from services.console.sign_in.visitor import Visitor, VisitorDep
from services.console.subject_pages import page_of
from services.console.wording import pick
from shared.figures import Figure, FigureItem, FigureRow, Report
from shared.identifiers import province_of
from shared.reporting.client import ReportCalls
from shared.workbooks.writing import READ_ONLY, TEXT, XLSX, Worksheet, new_workbook, write_cell

router = APIRouter()
T = TypeVar("T")
SIDES = {"home": "流出一侧", "host": "流入一侧", "between": "组织之间"}
SERVICES = {"home": "outflow", "host": "inflow", "between": "registry"}
REGION = re.compile(r"\d{6}")
HEADINGS = ("范围", "统计项", "组织", "分类", "数量", "统计时间")


@dataclass(frozen=True)
class Shown:
    """A figure with the whole of which it is a share, where it is one."""

    side: str
    figure: Figure
    whole: int | None

    @property
    def share(self) -> str:
        return f"{self.figure.total * 100 / self.whole:.1f}%" if self.whole else ""

    def address(self, row: FigureRow) -> str:
        """Of the list behind a row."""
        return figure_address(self.side, self.figure.key, organisation=row.organisation or "-", dimension=row.dimension)


@dataclass(frozen=True)
class Reports:
    shown: list[Shown]
    as_of: datetime | None
    missing: list[str]


@router.get("/reports")
def show_reports(request: Request, visitor: VisitorDep) -> Response:
    found = _read(visitor)
    return render(
        request,
        "reports.html",
        sides={side: [one for one in found.shown if one.side == side] for side in SIDES},
        side_labels=SIDES,
        as_of=found.as_of,
        missing=found.missing,
        row_label=row_label,
    )


@router.get("/reports.xlsx")
def export_reports(visitor: VisitorDep) -> Response:
    found = _read(visitor)
    name = f"attachment; filename=report-{visitor.today.isoformat()}.xlsx"
    return Response(_workbook(found), media_type=XLSX, headers={"Content-Disposition": name})


@router.get("/reports/{side}/{key}")
def show_figure(request: Request, visitor: VisitorDep, side: str, key: str) -> Response:
    if side not in SIDES:
        raise HTTPException(404)
    given = request.query_params
    wanted: dict[str, Any] = {name: given.get(name) for name in ("organisation", "after")}
    wanted |= {name: given.getlist(name) for name in ("dimension", "other_organisations", "other_dimensions")}
    service = reports_of(visitor, side)
    page = service.list_figure(key, **wanted)
    report = none_if_not_mine(lambda: service.read_report(key))
    figure = next(iter(report.figures), None) if report else None
    return render(
        request,
        "report_list.html",
        title=figure.title if figure else "统计清单",
        row=_row_of(figure, wanted),
        as_of=report.as_of if report else None,
        page=page,
        place_of=_place_of,
        region=lambda name: pick("provinces", name) or name,
        next_page=figure_address(side, key, **wanted | {"after": page.next}) if page.next else None,
    )


def figure_address(side: str, key: str, **wanted: str | list[str] | None) -> str:
    """Of the list behind a figure; `wanted`: the fields of `FigureFilter`."""
    given = {name: value for name, value in wanted.items() if value is not None}
    query = urlencode(given, doseq=True)
    return f"/reports/{side}/{key}?{query}" if query else f"/reports/{side}/{key}"


def _place_of(item: FigureItem) -> str:
    """The page of what a row is about; empty where it has none."""
    return page_of(item.kind, item.case_id) if item.case_id else ""


def reports_of(visitor: Visitor, side: str) -> ReportCalls:
    calls: ReportCalls = getattr(visitor.services, SERVICES[side])
    return calls


def _row_of(figure: Figure | None, wanted: dict[str, Any]) -> str:
    """Which rows of the figure the list stands for, in words."""
    rows = figure.rows if figure else []
    here = {row.organisation or "-": row.organisation_name for row in rows}
    there = {row.dimension: row_label(row) for row in rows}
    named = (
        here.get(wanted["organisation"] or "", ""),
        "其他组织" if wanted["other_organisations"] else "",
        "、".join(filter(None, (there.get(one, "") for one in wanted["dimension"]))),
        "其他分类" if wanted["other_dimensions"] else "",
    )
    return "，".join(filter(None, named))


def _read(visitor: Visitor) -> Reports:
    asked = {SERVICES[side]: reports_of(visitor, side).read_report for side in SIDES}
    gathered = gather({name: lambda ask=ask: none_if_not_mine(ask) for name, ask in asked.items()})  # type: ignore[misc]
    reports = {side: gathered.found.get(service) for side, service in SERVICES.items()}
    times = [report.as_of for report in reports.values() if report]
    shown = [one for side, report in reports.items() if report for one in _shown(side, report)]
    return Reports(shown, max(times, default=None), gathered.missing)


def none_if_not_mine(ask: Callable[[], T]) -> T | None:
    """None for a visitor whose post sees no report of this side."""
    return none_if_refused(ask, 403, 404)


def _shown(side: str, report: Report) -> Iterator[Shown]:
    totals = {figure.key: figure.total for figure in report.figures}
    for figure in report.figures:
        yield Shown(side, figure, totals.get(figure.of) if figure.of else None)


def row_label(row: FigureRow) -> str:
    """As the service says it; a region that its directory does not know by its province and its code."""
    if row.label != row.dimension or not REGION.fullmatch(row.dimension):
        return row.label
    province = pick("provinces", province_of(row.dimension))
    return f"{province}（{row.dimension}）" if province else row.label


def _workbook(found: Reports) -> bytes:
    target = io.BytesIO()
    with new_workbook(target) as book:
        sheet = book.add_worksheet("统计")
        _write(sheet, found, book.add_format(TEXT), book.add_format({**TEXT, "bold": True}))
    return target.getvalue()


def _write(sheet: Worksheet, found: Reports, plain: object, bold: object) -> None:
    lines = [HEADINGS, *_lines(found), (READ_ONLY,)]
    for number, line in enumerate(lines):
        for column, value in enumerate(line):
            write_cell(sheet, number, column, value, bold if number == 0 else plain)
    sheet.set_column(0, 4, 22)
    sheet.freeze_panes(1, 0)


def _lines(found: Reports) -> Iterator[tuple[str | int, ...]]:
    for one in found.shown:
        for row in one.figure.rows:
            side, title = SIDES[one.side], one.figure.title
            yield side, title, row.organisation_name, row_label(row), row.count, moment(found.as_of)
