"""Sheets as a clerk would have typed them, without a file."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from services.outflow.roster.checks import check_roster
from services.outflow.roster.contract import RosterCheck, RosterRow
from services.outflow.roster.directory import OrganisationDirectory
from services.registry.organisation_workbook import OrganisationRow, read_organisations
from shared.workbooks.reading import read_workbook
from shared.workbooks.sheets import Cell, MergedRange, Row, Sheet

PROJECT = Path(__file__).parents[3]
DEMO = PROJECT / "deploy" / "demo"
TODAY = date(2026, 11, 22)
JIANGWANG, FANSHUI = "321003001", "321023001"

GOOD: dict[str, Cell] = {
    "姓名": "高德胜",
    "身份证号": "320000200001068228",
    "党员类别": "正式党员",
    "所在党支部": "蒋王街道双桥村党支部",
    "流出时间": "2026-10-16",
    "流入地": "山东省淄博市张店区",
    "流入地党组织": "张店区马尚街道党委",
    "联系电话": "13946885253",
}


@cache
def organisations() -> tuple[OrganisationRow, ...]:
    return tuple(read_organisations(demo("organisations")))


def directory(own: str | None = JIANGWANG) -> OrganisationDirectory:
    return OrganisationDirectory.of(organisations(), own_code=own)


@cache
def _demo(name: str) -> tuple[Sheet, ...]:
    file = DEMO / f"{name}.xlsx"
    return tuple(read_workbook(file.read_bytes(), filename=file.name))


def demo(name: str) -> list[Sheet]:
    return list(_demo(name))


def expected(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((Path(__file__).parent / "samples" / f"{name}.expected.json").read_text())
    return found


def sheet_of(rows: Sequence[Sequence[Cell]], *, merged: Sequence[MergedRange] = (), name: str = "名册") -> Sheet:
    kept = [
        Row(number, tuple(cells)) for number, cells in enumerate(rows, start=1) if any(c is not None for c in cells)
    ]
    return Sheet(name, tuple(kept), tuple(merged))


def roster_of(*people: Mapping[str, Cell]) -> Sheet:
    headings = list(dict.fromkeys(heading for person in (GOOD, *people) for heading in person))
    return sheet_of([headings, *([person.get(heading) for heading in headings] for person in people)])


def check(*sheets: Sheet, own: str | None = JIANGWANG) -> RosterCheck:
    return check_roster(sheets, directory(own), today=TODAY)


def check_person(changes: Mapping[str, Cell], *, own: str | None = JIANGWANG) -> RosterRow:
    (row,) = check(roster_of({**GOOD, **changes}), own=own).rows
    return row
