"""In Chromium: a list is exported, a cell changed, the file brought back, rows chosen, the result seen."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from services.outflow.contract import CaseStatus
from services.outflow.roster.columns import HEADINGS
from shared.rosters.contract import ExportedRow, ImportedRow, ImportReceipt, RosterCheck, RowState
from shared.workbooks.reading import read_workbook
from shared.workbooks.sheets import Cell, Sheet
from tests.console.chromium import DESK, chromium, served, watch
from tests.console.far_side import examples as e
from tests.console.far_side.rosters import roster_in_every_state
from tests.console.far_side.world import World
from tests.console.walk import signs_in, walk
from tests.factories.rosters import roster_workbook

__all__ = ["chromium", "served"]
pytestmark = pytest.mark.timeout(300)
CASES = tuple(uuid4() for _ in range(2))


def exported(world: World) -> None:
    for number, one in enumerate(CASES):
        case = e.case(CaseStatus.DEPARTED, case_id=one, number=f"321003-2026-{number:06}")
        world.case_files[str(one)] = e.home_file(case)
    world.exported = [row_of(one) for one in CASES]


def row_of(case_id: UUID) -> ExportedRow:
    said = {"case_number": str(case_id)[:8], "name": "汪海", "id_number": "320000********1237", "employer": "@SUM(A1)"}
    return ExportedRow(case_id=case_id, cells=dict.fromkeys(HEADINGS, "") | said)


def downloaded(page: Page) -> Sheet:
    with page.expect_download() as download:
        page.get_by_role("button", name="导出工作簿").click()
    path = download.value.path()
    (sheet,) = read_workbook(Path(path).read_bytes(), filename="cases.xlsx")
    return sheet


def people_of(sheet: Sheet) -> list[dict[str, Cell]]:
    headings = [str(cell) for cell in sheet.rows[0].cells]
    return [dict(zip(headings, row.cells, strict=False)) for row in sheet.rows[1:]]


def changed_and_kept(check: RosterCheck) -> RosterCheck:
    """What the home side says of the file: one row has changed, and one has not."""
    rows = {row.state: row for row in check.rows}
    return check.model_copy(update={"rows": (rows[RowState.CHANGED], rows[RowState.UNCHANGED])})


def test_a_list_goes_out_is_changed_and_comes_back(chromium: Chromium, served: str, world: World) -> None:
    exported(world)
    world.check = changed_and_kept(roster_in_every_state())
    rows = [ImportedRow(sheet="Sheet1", row=110, outcome="CHANGED", case_id=e.CASE_ID, text="已更新本人电话")]
    world.receipt = ImportReceipt(declared=0, changed=1, unchanged=1, skipped=0, rows=rows)
    screen = signs_in(watch(chromium, served, DESK), "zhou")
    page = screen.page
    walk(screen, "roster-list", "/cases?side=home")
    first, second = people_of(downloaded(page))
    assert first["工作单位"] == "@SUM(A1)"

    page.goto(f"{served}/rosters")
    data = roster_workbook(first | {"本人电话": "13900005678"}, second)
    page.get_by_label("名册工作簿").set_input_files(
        {"name": "流出个案.xlsx", "mimeType": "application/octet-stream", "buffer": data}
    )
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("button", name="有变化 1", exact=True).click()
    assert page.locator("tbody tr").count() == 1
    assert "138****1234" in page.locator("td.problems").inner_text()
    page.get_by_label("导入第 110 行").uncheck()
    page.get_by_role("button", name="确认导入选中的行").click()
    assert "没有选中任何一行" in page.get_by_role("alert").inner_text()
    walk(screen, "roster-nothing-chosen", page.url.removeprefix(served))
    page.get_by_role("button", name="全选", exact=True).click()
    page.get_by_role("button", name="确认导入选中的行").click()
    assert "已更新本人电话" in page.locator("table").inner_text()
    walk(screen, "roster-changed", page.url.removeprefix(served))
    page.context.close()
    assert screen.complaints == []
    (arrived,) = read_workbook(world.uploaded[0], filename="流出个案.xlsx")
    sent = people_of(replace(arrived, rows=arrived.rows[1:]))
    assert [one["本人电话"] for one in sent] == ["13900005678", None]
    assert [one["公民身份号码"] for one in sent] == ["320000********1237"] * 2
    (heard,) = world.sent(e.BRANCH)
    assert [row["row"] for row in heard.body["rows"]] == [110]
