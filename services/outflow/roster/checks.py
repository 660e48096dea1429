"""Checks a roster row by row against the directory: what is right goes into `values`, what is not is a problem."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from services.outflow.roster.contract import RosterCheck, RosterProblem, RosterRow, RosterSheet, Verdict
from services.outflow.roster.directory import OrganisationDirectory
from services.outflow.roster.headings import find_rosters
from services.outflow.roster.hosts import check_host
from services.outflow.roster.members import member_rows
from services.outflow.roster.old_data import check_certificate, read_old_data
from services.outflow.roster.problems import problem
from services.outflow.roster.values import (
    birth_date_of,
    is_masked,
    read_date,
    read_id_number,
    read_name,
    read_phone,
    read_sex,
    read_standing,
    read_text,
)
from shared.workbooks.headings import Headings
from shared.workbooks.sheets import Cell, Sheet
from shared.workbooks.text import compact_text, plain_text

LABELS: Final = {
    "left": "流出时间",
    "expected_return": "预计返回时间",
    "joined": "入党时间",
    "converted": "转正时间",
    "birth_date": "出生日期",
}
PLAIN_TEXTS: Final = (
    "ethnicity",
    "education",
    "reason",
    "employer",
    "remark",
    "branch_contact",
    "host_contact",
    "case_number",
    "version",
)
TOLD_APART_BY: Final = {
    "id_number": "duplicate_in_file",
    "case_number": "case_twice",
    "certificate_number": "certificate_number_twice",
}
CONTACT_PHONES: Final = ("branch_contact_phone", "host_contact_phone")
# A departure is declared when it happens; years away from today is a slip of the pen.
MAX_YEARS_AGO: Final = 50
MAX_YEARS_AHEAD: Final = 10

Cells = Mapping[str, Cell]
Findings = tuple[dict[str, str], list[RosterProblem]]


def check_roster(sheets: Sequence[Sheet], directory: OrganisationDirectory, *, today: date) -> RosterCheck:
    """Rows in their order. Raises `HeadingsMissing` when no sheet has the headings of a roster."""
    rosters, skipped = find_rosters(sheets, branch_known=directory.own_branch is not None)
    first_seen: dict[str, str] = {}
    rows = []
    for sheet, headings in rosters:
        for number, cells in member_rows(sheet, headings):
            values, problems = check_row(cells, directory, today=today)
            place = f"工作表“{sheet.name}”第 {number} 行" if len(rosters) > 1 else f"第 {number} 行"
            problems += _duplicates(values, first_seen, place)
            rows.append(_row(sheet.name, number, values, problems))
    return RosterCheck(
        rows=tuple(rows),
        sheets=tuple(_described(sheet, headings) for sheet, headings in rosters),
        skipped=tuple(skipped),
    )


def check_row(cells: Cells, directory: OrganisationDirectory, *, today: date) -> Findings:
    values: dict[str, str] = {}
    problems: list[RosterProblem] = []
    checks: tuple[Callable[[], Findings], ...] = (
        lambda: _person(cells, today),
        lambda: _branch(cells, directory),
        lambda: _dates(cells, today),
        lambda: check_host(cells, directory),
        lambda: _phones(cells),
        lambda: read_old_data(cells),
        lambda: ({name: text for name in PLAIN_TEXTS if (text := read_text(cells.get(name)))}, []),
    )
    for check in checks:
        found, wrong = check()
        values |= found
        problems += wrong
    return values, [*problems, *check_certificate(values, today), *_birth_date_mismatch(cells, values)]


def _row(sheet: str, number: int, values: dict[str, str], problems: list[RosterProblem]) -> RosterRow:
    return RosterRow(sheet=sheet, row=number, verdict=Verdict.OK).found(values, problems)


def _described(sheet: Sheet, headings: Headings) -> RosterSheet:
    return RosterSheet(
        name=sheet.name,
        first_heading_row=headings.first_row,
        last_heading_row=headings.last_row,
        columns=dict(headings.columns),
        unknown_columns=headings.unknown,
    )


def _duplicates(values: Mapping[str, str], first_seen: dict[str, str], place: str) -> list[RosterProblem]:
    """The first of several rows of one person, or of one certificate, stands; each later one is the duplicate."""
    found = []
    for field, code in TOLD_APART_BY.items():
        if field in values:
            earlier = first_seen.setdefault(f"{field}/{values[field]}", place)
            found += [problem(code, field, place=earlier)] if earlier != place else []
    return found


def _person(cells: Cells, today: date) -> Findings:
    values: dict[str, str] = {}
    problems: list[RosterProblem] = []
    for field, read in (("name", read_name), ("id_number", read_id_number), ("standing", read_standing)):
        cell = cells.get(field)
        if field == "id_number" and is_masked(cell) and read_text(cells.get("case_number")):
            values["id_number_masked"] = plain_text(cell).upper()
            continue
        value, code = ("", "id_number_masked") if field == "id_number" and is_masked(cell) else read(cell)
        if field == "id_number" and value and birth_date_of(value) > today:
            value, code = None, "id_number_birth_date"
        if value:
            values[field] = value
        if code:
            length = len(compact_text(cell))
            problems.append(problem(code, field, text=plain_text(cell), length=length))
    if sex := read_sex(cells.get("sex")):
        values["sex"] = sex
    return values, problems


def _branch(cells: Cells, directory: OrganisationDirectory) -> Findings:
    text = read_text(cells.get("branch"))
    if text is None:
        own = directory.own_branch
        return ({"branch": own}, []) if own else ({}, [problem("branch_missing", "branch")])
    found = directory.branches(text)
    own_ones = [organisation for organisation in found if directory.is_own(organisation)]
    if len(own_ones) == 1:
        return {"branch": own_ones[0].code}, []
    if own_ones:
        names = "、".join(organisation.name for organisation in own_ones[:5])
        return {}, [problem("branch_ambiguous", "branch", text=text, names=names)]
    return {}, [problem("branch_not_yours" if found else "branch_unknown", "branch", text=text)]


def _dates(cells: Cells, today: date) -> Findings:
    values: dict[str, str] = {}
    problems: list[RosterProblem] = []
    for field in LABELS:
        exact = field in ("left", "expected_return")
        day, month, invalid = read_date(cells.get(field))
        words = {"label": LABELS[field], "text": plain_text(cells.get(field))}
        if invalid or (exact and month):
            problems.append(problem("date_invalid" if exact else "date_unreadable", field, **words))
        elif exact and day and not _is_near(day, today):
            problems.append(problem("date_out_of_range", field, **words))
        elif day:
            values[field] = day.isoformat()
        elif month and field != "birth_date":
            values[f"{field}_month"] = month
        elif field == "left":
            problems.append(problem("date_missing", field, **words))
    if "left" in values and values.get("expected_return", values["left"]) < values["left"]:
        del values["expected_return"]
        problems.append(problem("return_before_departure", "expected_return"))
    return values, problems


def _is_near(day: date, today: date) -> bool:
    return today.year - MAX_YEARS_AGO <= day.year <= today.year + MAX_YEARS_AHEAD


def _phones(cells: Cells) -> Findings:
    values: dict[str, str] = {}
    for field in CONTACT_PHONES:
        if number := read_phone(cells.get(field)).value:
            values[field] = number
    if is_masked(cells.get("phone")) and read_text(cells.get("case_number")):
        # As it was exported: nothing is said about it.
        return values, []
    number, code = read_phone(cells.get("phone"))
    if number:
        values["phone"] = number
    return values, [problem(code, "phone")] if code else []


def _birth_date_mismatch(cells: Cells, values: dict[str, str]) -> list[RosterProblem]:
    """The ID number has a check digit and the column has not, so the number wins; and it fills a missing column."""
    if "id_number" not in values:
        return []
    written, true = values.get("birth_date"), birth_date_of(values["id_number"]).isoformat()
    values["birth_date"] = true
    month = read_date(cells.get("birth_date")).month
    agrees = written in (None, true) and month in (None, true[:7])
    return [] if agrees else [problem("birth_date_mismatch", "birth_date")]
