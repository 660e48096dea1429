"""统计报表: every figure says its moment and opens its list; the workbook holds the same numbers."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from shared.figures import Figure, FigureItem, FigureRow, Report
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
    known, unknown = row(5, "341181", "安徽省滁州市天长市"), row(3, "440300", "440300")
    regions = Figure(key="away-by-region", title="流向", of=None, rows=[known, unknown])
    agreements = Figure(key="agreements", title="共管协议", of=None, rows=[row(2, "IN_FORCE", "履行中")])
    world.reports["outflow"] = Report(as_of=e.at(e.TODAY), figures=[away, active, regions])
    world.reports["registry"] = Report(as_of=e.at(e.TODAY), figures=[agreements])
    world.figure_items["away"] = [item(case_id=e.CASE_ID, number=e.NUMBER, name="汪海", state="双向共管中")]
    world.figure_items["agreements"] = [item(number="XY-2026-0001", name="共管协议", state="履行中")]
    return world


def item(**facts: Any) -> FigureItem:
    return FigureItem(organisation_name="蒋王街道党工委", partner_name="340000", on=e.TODAY, **facts)


def test_each_figure_stands_with_its_share_and_its_moment(visit: Visit, reported: World) -> None:
    page = visit("chen").get("/reports").text
    assert "截至 2026-11-20" in page
    assert "75.0%" in page
    assert "安徽省滁州市天长市" in page
    assert "广东省（440300）" in page


def test_a_click_on_a_figure_opens_its_list(visit: Visit, reported: World) -> None:
    browser = visit("chen")
    address = f"/reports/home/away?organisation={e.COMMITTEE}&amp;dimension="
    assert address in browser.get("/reports").text
    listed = browser.get(address.replace("&amp;", "&")).text
    assert "在外流动党员" in listed
    assert str(e.CASE_ID) in listed
    assert "汪海" in listed
    assert "=蒋王街道党工委；截至 2026-11-20" in listed


def test_what_organisations_have_with_each_other_is_counted_and_listed_too(visit: Visit, reported: World) -> None:
    browser = visit("chen")
    assert "组织之间" in browser.get("/reports").text
    listed = browser.get("/reports/between/agreements?dimension=IN_FORCE&organisation=" + e.COMMITTEE).text
    assert "XY-2026-0001" in listed
    assert "履行中" in listed


def test_the_workbook_holds_the_same_figures_and_no_formula(visit: Visit, reported: World) -> None:
    answer = visit("chen").get("/reports.xlsx")
    lines = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert lines[0][:5] == ["范围", "统计项", "组织", "分类", "数量"]
    assert lines[1][2:5] == ["=蒋王街道党工委", "", 8.0]
    assert [line[4] for line in lines[1:-1]] == [8.0, 6.0, 5.0, 3.0, 2.0]
    assert lines[-1][0] == "这张表只供查看，不能改后导入。"


def test_an_unknown_side_is_not_found(visit: Visit, reported: World) -> None:
    assert visit("chen").get("/reports/nowhere/away").status_code == 404
