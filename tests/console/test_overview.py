"""总览: every figure opens its list, pictures are plain SVG, the workbook holds all tables, a part may be missing."""

import io
import re
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from services.console.pages.overview_flows import COLUMNS_SHOWN, ROWS_SHOWN, matrix_of
from services.console.pages.overview_sections import KINDS
from tests.console import overview_figures as figures
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
PICTURES = ("flows-out", "flows-in", "coverage", "overdue", "weeks")
LINK = re.compile(r'href="(/(?:reports|cases)[^"]*)"')


@pytest.fixture
def told(world: World) -> World:
    return figures.fill(world)


def test_every_section_stands_with_its_moment(visit: Visit, told: World) -> None:
    page = visit("chen").get("/overview").text
    for kind in KINDS:
        assert f'id="{kind.key}-title"' in page
    assert page.count("截至 2026-11-20") > len(KINDS)
    assert "61.5%" not in page
    assert "66.7%" in page  # 6 of 9 at the second committee


def test_every_figure_leads_to_a_list(visit: Visit, told: World) -> None:
    browser = visit("chen")
    links = {unescape(link) for link in LINK.findall(browser.get("/overview").text)}
    assert len(links) > 60
    for link in links:
        assert browser.get(link).status_code == 200, link


def test_the_page_asks_each_service_twice_at_most(visit: Visit, told: World) -> None:
    browser = visit("chen")
    browser.get("/overview")
    told.asked.clear()
    browser.get("/overview")
    reads = [(service, path) for service, path in told.asked if path in ("/report", "/overview")]
    assert sorted(reads) == [
        ("inflow", "/overview"),
        ("inflow", "/report"),
        ("outflow", "/overview"),
        ("outflow", "/report"),
        ("registry", "/report"),
    ]


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_shapes_and_words_and_nothing_else(visit: Visit, told: World, name: str) -> None:
    answer = visit("chen").get(f"/overview/charts/{name}.svg?level=counties")
    assert answer.headers["content-type"] == "image/svg+xml"
    root = ElementTree.fromstring(answer.content)
    tags = {node.tag.rpartition("}")[2] for node in root.iter()}
    assert tags <= {"svg", "defs", "pattern", "rect", "path", "g", "text"}
    outside = [value for node in root.iter() for value in node.attrib.values() if "//" in value]
    assert outside == []
    assert not {"style", "class", "onload"} & {key for node in root.iter() for key in node.attrib}
    words = "".join(root.itertext())
    assert "截至 2026-11-20" in words
    assert "pygal" not in words.lower()


def test_an_unknown_picture_is_not_found_and_an_empty_one_neither(visit: Visit, told: World) -> None:
    browser = visit("chen")
    assert browser.get("/overview/charts/persons.svg").status_code == 404
    assert browser.get("/overview/charts/refusals.svg").status_code == 404
    told.reports.clear()
    assert browser.get("/overview/charts/weeks.svg").status_code == 404
    assert "/overview/charts/" not in browser.get("/overview").text


def test_beyond_a_readable_number_regions_are_one_and_stand_below_in_full(visit: Visit, world: World) -> None:
    figures.fill(world, regions=20)
    page = unescape(visit("chen").get("/overview?level=cities").text)
    assert f"其他（{20 - ROWS_SHOWN} 个）" in page
    assert f"其他（{20 - COLUMNS_SHOWN} 个）" in page
    assert "流出个案：全部（400 行）" in page
    assert page.count("other_organisations=") > COLUMNS_SHOWN


def test_a_matrix_keeps_every_case_and_the_order_of_regions() -> None:
    rows = [figures.row(f"{321000 + n}", 1 + n * m, f"{340000 + m}") for n in range(15) for m in range(12)]
    matrix = matrix_of(rows, lambda code: code)
    assert sum(matrix.count(own, far) for own in matrix.own for far in matrix.far) == sum(row.count for row in rows)
    shown = [end.name for end in matrix.own[:-1]]
    assert shown == sorted(shown)
    assert matrix.own[-1].wanted == {"other_organisations": shown}


def test_the_workbook_holds_every_table_as_text_and_numbers(visit: Visit, told: World) -> None:
    answer = visit("chen").get("/overview.xlsx?level=counties")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert sheets["说明"][1] == ["统计时间", "2026-11-20 09:30"]
    assert sheets["说明"][3] == ["地区口径", "双方按县"]
    coverage = next(lines for name, lines in sheets.items() if "覆盖" in name)
    assert coverage[0] == ["党委", "在外流动党员", "已由流入地接收管理", "占比"]
    assert coverage[1] == [f"{figures.LONG}第321003001号", 8.0, 6.0, "75.0%"]
    assert coverage[-1] == ["合计", 27.0, 18.0, "66.7%"]
    assert len(sheets) == 12


def test_the_overview_lives_without_one_service_and_says_so(visit: Visit, told: World) -> None:
    browser = visit("chen")
    browser.get("/overview")
    told.down.add("inflow")
    page = browser.get("/overview").text
    assert "流入地一侧暂时连不上" in page
    assert "flows-out-title" in page
    assert "flows-in-title" not in page
    lines = CalamineWorkbook.from_filelike(io.BytesIO(browser.get("/overview.xlsx").content)).get_sheet_by_index(0)
    assert ["没有读到", "流入地一侧"] in lines.to_python()


def test_a_region_unknown_to_the_directory_goes_by_its_province(visit: Visit, told: World) -> None:
    page = visit("chen").get("/overview").text
    assert "江苏省扬州市邗江区" in page
    assert "江苏省（321004）" in page


def test_a_visitor_without_reports_sees_an_empty_page(visit: Visit, world: World) -> None:
    page = visit("chen").get("/overview")
    assert page.status_code == 200
    assert "<section" in page.text


def test_an_unknown_level_is_refused(visit: Visit, told: World) -> None:
    assert visit("chen").get("/overview?level=villages").status_code in (400, 404, 422)
