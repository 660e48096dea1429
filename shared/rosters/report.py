"""The roster handed back: their own sheet with two more columns, 「问题」 and 「怎么改」."""

import io
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from shared.rosters.contract import RosterCheck, RosterProblem, RosterRow, RosterSheet, RowState, Verdict
from shared.workbooks.sheets import Cell, MergedRange, Sheet
from shared.workbooks.writing import TEXT, Format, Workbook, Worksheet, new_workbook, write_cell

PROBLEM, REMEDY = "report_problem", "report_remedy"
HEADINGS: Final = {PROBLEM: "问题", REMEDY: "怎么改"}
LOOKS: Final[dict[str, dict[str, object]]] = {
    "plain": {},
    "heading": {"bold": True, "align": "center", "bg_color": "#F2F2F2"},
    "error": {"bg_color": "#FBE3E1"},
    "warning": {"bg_color": "#FFF6D6"},
}
MIN_WIDTH, MAX_WIDTH, REPORT_WIDTH = 6, 24, 44
# Excel's limit for one cell.
MAX_TEXT: Final = 32_767

Looks = Mapping[str, Format]


def write_report(sheets: list[Sheet], check: RosterCheck) -> bytes:
    """An .xlsx with every sheet that was read, rows where they were. ID numbers and all other text stay text."""
    target = io.BytesIO()
    workbook = new_workbook(target)
    looks = {name: workbook.add_format({**TEXT, "border": 1, **look}) for name, look in LOOKS.items()}
    described = {sheet.name: sheet for sheet in check.sheets}
    for sheet in sheets:
        _write_sheet(workbook, sheet, described.get(sheet.name), check, looks)
    workbook.close()
    return target.getvalue()


def _write_sheet(
    workbook: Workbook, sheet: Sheet, described: RosterSheet | None, check: RosterCheck, looks: Looks
) -> None:
    worksheet = workbook.add_worksheet(sheet.name)
    report = _report_columns(sheet, described)
    rows = {row.row: row for row in check.rows if row.sheet == sheet.name}
    _write_rows(worksheet, sheet, described, rows, looks)
    for merged in _mergeable(sheet, set(report.values())):
        _merge(worksheet, sheet, merged, looks["plain"])
    _set_widths(worksheet, sheet)
    if described is None:
        return
    for name, column in report.items():
        worksheet.set_column(column, column, REPORT_WIDTH)
        for number, row in rows.items():
            write_cell(worksheet, number - 1, column, _told(row, name), looks[_look(row)])
        _write_heading(worksheet, described, column, HEADINGS[name], looks["heading"])
    worksheet.freeze_panes(described.last_heading_row, 0)
    worksheet.repeat_rows(described.first_heading_row - 1, described.last_heading_row - 1)


def _report_columns(sheet: Sheet, described: RosterSheet | None) -> dict[str, int]:
    """Behind the last column, or where an earlier report put them."""
    if described is None:
        return {}
    free = max(sheet.width, 1 + max(described.columns.values()))
    columns = {}
    for name in HEADINGS:
        columns[name] = described.columns.get(name, free)
        free += columns[name] == free
    return columns


def _write_rows(
    worksheet: Worksheet, sheet: Sheet, described: RosterSheet | None, rows: Mapping[int, RosterRow], looks: Looks
) -> None:
    first, last = (described.first_heading_row, described.last_heading_row) if described else (0, 0)
    id_column = described.columns.get("id_number") if described else None
    for row in sheet.rows:
        look = "heading" if first <= row.number <= last else "plain"
        checked = rows.get(row.number)
        for column, cell in enumerate(row.cells):
            text = _id_text(cell) if column == id_column else cell
            write_cell(worksheet, row.number - 1, column, text, looks[_look(checked) if checked else look])


def _id_text(cell: Cell) -> Cell:
    """A number Excel made of an ID number goes back as text, so that the column is text when they retype it."""
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not math.isfinite(cell):
        return cell
    # By the 15 digits Excel shows; the float itself would make up others for those that are lost.
    return str(int(Decimal(repr(cell))))


def _look(row: RosterRow) -> str:
    return "plain" if row.verdict is Verdict.OK else row.verdict.value


def _told(row: RosterRow, name: str) -> str | None:
    """Readable without colour: each problem begins with 【错误】 or 【提醒】."""
    if name == PROBLEM:
        label = RowState.CONFLICT.label if row.state is RowState.CONFLICT else ""
        lines = [f"【{_kind(one, label)}】{one.problem}" for one in row.problems]
    else:
        lines = [problem.remedy for problem in row.problems]
    return "\n".join(lines)[:MAX_TEXT] or None


def _kind(problem: RosterProblem, label: str) -> str:
    return label or problem.severity.label if problem.severity is Verdict.ERROR else problem.severity.label


def _write_heading(worksheet: Worksheet, described: RosterSheet, column: int, text: str, look: Format) -> None:
    top, bottom = described.first_heading_row - 1, described.last_heading_row - 1
    if bottom > top:
        worksheet.merge_range(top, column, bottom, column, text, look)
    else:
        worksheet.write_string(top, column, text, look)


def _mergeable(sheet: Sheet, report: set[int]) -> list[MergedRange]:
    """Ranges that touch neither each other (a damaged file may hold such) nor the report's columns."""
    taken: set[tuple[int, int]] = set()
    kept = []
    last, width = (sheet.rows[-1].number if sheet.rows else 0), sheet.width
    for merged in sheet.merged:
        if merged.bottom > last or merged.right >= width + 1:
            continue
        cells = {(r, c) for r in range(merged.top, merged.bottom + 1) for c in range(merged.left, merged.right + 1)}
        if len(cells) < 2 or cells & taken or report & {column for _, column in cells}:
            continue
        taken |= cells
        kept.append(merged)
    return kept


def _merge(worksheet: Worksheet, sheet: Sheet, merged: MergedRange, look: Format) -> None:
    row = next((row for row in sheet.rows if row.number == merged.top), None)
    corner = row.cell(merged.left) if row else None
    worksheet.merge_range(merged.top - 1, merged.left, merged.bottom - 1, merged.right, "", look)
    write_cell(worksheet, merged.top - 1, merged.left, corner, look)


def _set_widths(worksheet: Worksheet, sheet: Sheet) -> None:
    for column in range(sheet.width):
        texts = [str(row.cell(column) or "") for row in sheet.rows[3:60]]
        width = max((sum(2 if ord(sign) > 0x2E7F else 1 for sign in text) for text in texts), default=0)
        worksheet.set_column(column, column, min(max(width + 2, MIN_WIDTH), MAX_WIDTH))
