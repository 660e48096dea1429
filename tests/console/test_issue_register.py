"""发证登记簿 (7.2): filters stand in the address, pages follow each other, the workbook holds every line."""

import io
from collections.abc import Callable

import pytest
from python_calamine import CalamineWorkbook

from services.outflow.certificate_life.contract import RegisterLine
from services.outflow.contract import CertificateStatus
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
ASKED = "/issue-register?status=IN_USE&issued_from=2026-09-01&issued_to=tomorrow"


@pytest.fixture(autouse=True)
def _issued(world: World) -> None:
    line = RegisterLine(
        case_id=e.CASE_ID, member_name="=汪海", home_branch=e.BRANCH, home_branch_name="双桥村党支部", number=e.NUMBER,
        status=CertificateStatus.IN_USE, issued_on=e.TODAY, reason="work", destination="安徽省滁州市天长市",
        departed_on=e.TODAY,
    )  # fmt: skip
    world.issued.append(line)


def test_the_register_shows_what_was_issued_and_goes_on(visit: Visit) -> None:
    page = visit("zhou").get(ASKED).text
    assert e.NUMBER in page
    assert "使用中" in page
    assert "issued_from=2026-09-01&amp;after=next" in page
    assert "tomorrow" not in page
    assert "下一页" not in visit("zhou").get(ASKED + "&after=next").text


def test_the_workbook_holds_every_line_and_no_formula(visit: Visit) -> None:
    answer = visit("liu").get("/issue-register.xlsx?status=IN_USE")
    heading, line, note = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert heading[:3] == ["姓名", "党支部", "证号"]
    assert (line[0], line[2], line[7]) == ("=汪海", e.NUMBER, "使用中")
    assert note[0] == "这张表只供查看，不能改后导入。"
