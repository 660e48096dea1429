"""统计报表: every figure says its moment and opens its list; the workbook holds the same numbers."""

import io
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from services.outflow.contract import CaseStatus
from shared.figures import Figure, FigureRow, Report
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]


def row(count: int, dimension: str = "", label: str = "") -> FigureRow:
    return FigureRow(
        organisation=e.COMMITTEE, organisation_name="=蒋王街道党工委", dimension=dimension, label=label, count=count
    )


@pytest.fixture
def reported(world: World) -> World:
    away = Figure(key="away", title="在外流动党员", of=None, rows=[row(8)])
    active = Figure(key="active", title="已由流入地党组织接收管理", of="away", rows=[row(6)])
    regions = Figure(key="away-by-region", title="流向", of=None, rows=[row(8, "340000", "340000")])
    world.reports["outflow"] = Report(as_of=e.at(e.TODAY), figures=[away, active, regions])
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(CaseStatus.ACTIVE))
    return world


def test_each_figure_stands_with_its_share_and_its_moment(visit: Visit, reported: World) -> None:
    page = visit("chen").get("/reports").text
    assert "截至 2026-11-20" in page
    assert "75.0%" in page
    assert "安徽" in page


def test_a_click_on_a_figure_opens_its_list(visit: Visit, reported: World) -> None:
    browser = visit("chen")
    address = f"/reports/home/away?organisation={e.COMMITTEE}&amp;dimension="
    assert address in browser.get("/reports").text
    listed = browser.get(address.replace("&amp;", "&")).text
    assert "在外流动党员" in listed
    assert str(e.CASE_ID) in listed


def test_the_workbook_holds_the_same_figures_and_no_formula(visit: Visit, reported: World) -> None:
    answer = visit("chen").get("/reports.xlsx")
    lines = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert lines[0][:5] == ["范围", "统计项", "党委", "分类", "数量"]
    assert lines[1][2:5] == ["=蒋王街道党工委", "", 8.0]
    assert [line[4] for line in lines[1:]] == [8.0, 6.0, 8.0]


def test_an_unknown_side_is_not_found(visit: Visit, reported: World) -> None:
    assert visit("chen").get("/reports/nowhere/away").status_code == 404
