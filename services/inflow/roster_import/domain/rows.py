"""Sheets to rows: which are rosters of the host, what each line says."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from services.inflow.roster_import.columns import EXPORTED, HOST_ROSTER
from services.inflow.roster_import.domain.problems import problem
from shared.rosters.contract import RosterCheck, RosterProblem, RosterRow, RosterSheet, SkippedSheet, Verdict
from shared.rosters.reading import is_masked, read_phone, read_text
from shared.workbooks.headings import Headings, find_headings
from shared.workbooks.refusals import WorkbookRefused
from shared.workbooks.sheets import NOTES, Row, Sheet

PHONES: Final = ("phone", "contact_phone")
LONGEST: Final = {"residence": 120, "employer": 120, "group": 200}
"""As the acts take them; a longer text is cut when it comes in and when it is compared."""


class HostHeadingsMissing(WorkbookRefused):
    message = "没有找到流入党员名册的表头；请用导出的流入个案或模板，保留“个案编号”和“党员姓名”两列。"


def read_rows(sheets: Sequence[Sheet]) -> RosterCheck:
    """Raises HostHeadingsMissing."""
    found = {sheet.name: headings for sheet in sheets if (headings := _headings(sheet))}
    if not found:
        raise HostHeadingsMissing()
    rosters = [sheet for sheet in sheets if sheet.name in found]
    seen: dict[str, str] = {}
    rows = [
        _row(sheet, row, found[sheet.name], seen, several=len(rosters) > 1)
        for sheet in rosters
        for row in _lines(sheet, found[sheet.name])
    ]
    others = [sheet.name for sheet in sheets if sheet.rows and sheet.name not in found and sheet.name != NOTES]
    return RosterCheck(
        rows=tuple(rows),
        sheets=tuple(_described(sheet, found[sheet.name]) for sheet in rosters),
        skipped=tuple(SkippedSheet(name=name, missing=(), seen=()) for name in others),
    )


def _headings(sheet: Sheet) -> Headings | None:
    headings = find_headings(sheet, HOST_ROSTER)
    return headings if headings and not headings.missing(HOST_ROSTER) else None


def _lines(sheet: Sheet, headings: Headings) -> Iterator[Row]:
    """A line without a name (a note, a total, a signature) is nobody."""
    for row in sheet.rows:
        below = row.number > headings.last_row and not row.is_example
        if below and read_text(row.cell(headings.columns["name"])):
            yield row


def _row(sheet: Sheet, line: Row, headings: Headings, seen: dict[str, str], *, several: bool) -> RosterRow:
    values, problems = _read(line, headings)
    number = values.get("case_number")
    place = f"工作表“{sheet.name}”第 {line.number} 行" if several else f"第 {line.number} 行"
    if number is None:
        problems.append(problem("case_number_missing", "case_number"))
    elif (earlier := seen.setdefault(number, place)) != place:
        problems.append(problem("case_twice", "case_number", place=earlier))
    return RosterRow(sheet=sheet.name, row=line.number, verdict=Verdict.OK).found(values, problems)


def _read(line: Row, headings: Headings) -> tuple[dict[str, str], list[RosterProblem]]:
    values: dict[str, str] = {}
    problems: list[RosterProblem] = []
    for field in EXPORTED:
        cell = line.cell(headings.columns[field]) if field in headings.columns else None
        text = read_text(cell)
        if text is None or (field == "phone" and is_masked(cell)):
            continue
        number, code = read_phone(cell) if field in PHONES else (text, None)
        if code and field == "phone":
            problems.append(problem(code, field))
        elif field == "id_number":
            values["id_number_masked" if is_masked(cell) else field] = text.upper()
        else:
            values[field] = number or text
    return shortened(values), problems


def shortened(values: Mapping[str, str]) -> dict[str, str]:
    return {name: text[: LONGEST[name]].rstrip() if name in LONGEST else text for name, text in values.items()}


def _described(sheet: Sheet, headings: Headings) -> RosterSheet:
    return RosterSheet(
        name=sheet.name,
        first_heading_row=headings.first_row,
        last_heading_row=headings.last_row,
        columns=dict(headings.columns),
        unknown_columns=headings.unknown,
    )
