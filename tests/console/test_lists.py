"""Working lists: views, filters, columns, saving a view, the workbook; a name never reaches an address or a view."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid4

import httpx
import pytest
from python_calamine import CalamineWorkbook

from services.console.lists.views import packaged_views
from services.console.lists.wanted import Wanted
from services.outflow.contract import CaseStatus
from services.outflow.lists import CaseFilter, CaseSearch
from services.registry.saved_views.contract import SavedView
from shared.policy.book import packaged_book
from shared.problem_details import Problem
from shared.working_lists.contract import ListKind, ViewFilters
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser, fields_of

Visit = Callable[[str], Browser]
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%",
    "../",
)


def filled(world: World, number: int = 1, **changed: object) -> None:
    for n in range(number):
        case = e.case(CaseStatus.DEPARTED, case_id=uuid4(), number=f"321003-2026-{n:06}", departed_on=date(2026, 10, 1))
        world.case_files[str(case.case_id)] = e.home_file(case.model_copy(update=changed))


def sheet_of(answer: httpx.Response) -> list[list[object]]:
    assert answer.status_code == 200
    return [
        list(row)
        for row in CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    ]


@pytest.mark.parametrize("view", packaged_views(), ids=lambda view: view.key)
def test_each_view_of_the_system_is_understood_by_its_list(visit: Visit, world: World, view: object) -> None:
    found = next(one for one in packaged_views() if one == view)
    page = visit("chen").get(f"/cases?view={found.key}")
    assert page.status_code == 200
    assert f"<h1>{found.name}</h1>" in page.text
    assert found.source in page.text
    (asked,) = world.lists
    for name, value in found.filters.model_dump(exclude_defaults=True, exclude={"columns"}).items():
        assert getattr(asked, name) == value, name


def test_eight_views_come_with_the_system_each_with_its_source() -> None:
    assert len(packaged_views()) == 8
    assert {"流出未报到满 15 天", "转正意见未回", "两季未联系", "证件待盖章"} <= {one.name for one in packaged_views()}
    assert all(one.source and not one.filters.foreign_to(one.list) for one in packaged_views())
    assert {one.term for one in packaged_views()} <= packaged_book().pack("CN-BASE-2019").terms.keys()


def test_filters_of_one_side_reach_the_service_and_stand_in_the_address(visit: Visit, world: World) -> None:
    browser = visit("chen")
    page = browser.get("/cases?side=home")
    answer = browser.send(
        "/cases", page, situation="opinion-missing", organisation=e.COMMITTEE, reach="children",
        region="340000", category="LONG", day="departed_on", when="before", days="15", order="departed",
    )  # fmt: skip
    browser.follow(answer)
    asked = world.lists[-1]
    assert isinstance(asked, CaseFilter)
    assert (asked.situation, asked.organisation, asked.reach) == ("opinion-missing", e.COMMITTEE, "children")
    assert (asked.host_region, asked.category, asked.order) == ("340000", "LONG", "departed")
    assert (asked.day, asked.when, asked.days) == ("departed_on", "before", 15)


def test_days_half_filled_in_are_refused_in_words(visit: Visit, world: World) -> None:
    browser = visit("chen")
    page = browser.send("/cases", browser.get("/cases?side=home"), day="departed_on", when="before", days="vierzehn")
    assert "按日期筛选须同时选择日期、先后，并填写" in page.text
    assert world.lists[-1].days is None


def test_an_old_bookmark_with_choices_that_are_gone_shows_the_list(visit: Visit, world: World) -> None:
    page = visit("chen").get("/cases?side=home&status=GONE&situation=gone&order=gone&columns=gone&region=x&view=gone")
    assert page.status_code == 200
    assert world.lists[-1] == CaseFilter()


def test_columns_are_chosen_and_counts_are_honest(visit: Visit, world: World) -> None:
    filled(world, 60)
    browser = visit("chen")
    first = browser.get("/cases?side=home&columns=declared_on&columns=region")
    assert "前 50 条，还有" in first.text
    assert "申报日期</th>" in first.text
    assert "流出党支部</th>" not in first.text
    assert "本页 10 条，到此为止" in browser.get("/cases?side=home&after=50").text
    assert "没有符合条件的流出个案" in browser.get("/cases?side=home&status=ACTIVE").text


def test_a_view_is_saved_without_the_name_searched_for_and_opens_again(visit: Visit, world: World) -> None:
    filled(world)
    browser = visit("chen")
    shown = browser.send("/cases", side="home", text="汪海")
    assert isinstance(world.lists[-1], CaseSearch)
    saved = browser.send("/cases/views", shown, view_name="我的清单", shared_with=e.DEPARTMENT, status="DEPARTED")
    (heard,) = world.sent("/saved-views")
    assert heard.body["filters"]["status"] == ["DEPARTED"]
    assert heard.body["shared_with"] == e.DEPARTMENT
    assert "汪海" not in str(heard.body)
    page = browser.follow(saved)
    assert "<h1>我的清单</h1>" in page.text
    assert world.lists[-1] == CaseFilter(status=[CaseStatus.DEPARTED])
    key = world.views[0].view_id
    again = browser.send("/cases/views", page, view_name="改名", replaces=str(key))
    assert again.headers["location"] == f"/cases?view={key}"
    assert [one.name for one in world.views] == ["改名"]
    removed = browser.send(f"/cases/views/{key}/removal", browser.get(f"/cases?view={key}"))
    assert removed.headers["location"] == "/cases"
    assert world.views == []


def test_a_view_that_cannot_be_saved_says_what_to_do_and_keeps_the_filters(visit: Visit, world: World) -> None:
    browser = visit("chen")
    page = browser.get("/cases?side=home&situation=lost-open")
    words = "已有同名的视图，请换一个名称。"
    world.refusals["/saved-views"] = [Problem(status=409, code="view_name_taken", detail=words)]
    taken = browser.send("/cases/views", page, view_name="两季未联系")
    assert taken.status_code == 409
    assert words in taken.text
    assert fields_of(taken, "/cases/views")["situation"] == "lost-open"
    assert fields_of(taken, "/cases/views")["view_name"] == "两季未联系"
    assert "请填写视图名称" in browser.send("/cases/views", page, view_name=" ").text
    assert browser.send("/cases/views", page, view_name="x", replaces="nonsense").status_code == 404


def test_only_who_may_change_a_view_is_offered_it(visit: Visit, world: World) -> None:
    view = SavedView(
        view_id=UUID(int=7), name="共用", list=ListKind.HOST, filters=ViewFilters(), shared_with=e.DEPARTMENT,
        shared_with_name="邗江区委组织部", author_name="某人", may_change=False,
    )  # fmt: skip
    world.views = [view]
    page = visit("chen").get(f"/cases?view={view.view_id}").text
    assert "邗江区委组织部共用的视图" in page
    assert "删除这个视图" not in page
    assert "替换已有视图" not in page


def test_without_the_registry_the_lists_stand_without_the_saved_views(visit: Visit, world: World) -> None:
    filled(world)
    browser = visit("chen")
    browser.get("/cases")
    world.down = {"registry"}
    page = browser.get("/cases?view=two-quarters")
    assert page.status_code == 200
    assert "321003-2026-000000" in page.text


def test_the_workbook_has_all_rows_and_the_columns_shown(visit: Visit, world: World) -> None:
    filled(world, 230)
    browser = visit("chen")
    page = browser.get("/cases?side=home&columns=departed_on")
    rows = sheet_of(browser.send("/cases/export", page))
    assert rows[0] == ["个案编号", "党员", "流出时间"]
    assert len(rows) == 232
    assert rows[-1][0] == "这张表只供查看，不能改后导入。"
    assert rows[1][1:] == ["汪海", "2026-10-01"]
    assert browser.send("/cases/export", page, side="").status_code == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_have_written_stays_text_in_the_workbook_and_on_the_page(
    visit: Visit, world: World, text: str
) -> None:
    filled(world, 1, host_name=text)
    browser = visit("chen")
    page = browser.get("/cases?side=home&columns=host")
    assert "<script>alert" not in page.text
    answer = browser.send("/cases/export", page)
    assert str(sheet_of(answer)[1][2]).strip() == text.strip()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        cells = book.read("xl/worksheets/sheet1.xml").decode()
    assert 't="s"' in cells[cells.index('r="C2"') :].split(">")[0]
    assert "<f" not in cells


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_searched_for_by_post_and_shown_as_they_are(visit: Visit, world: World, text: str) -> None:
    browser = visit("chen")
    page = browser.send("/cases", browser.get("/cases?side=home"), text=text)
    if text.strip():
        assert page.status_code == 200
        assert fields_of(page, "/cases")["text"] == text.strip()
        assert "<script>alert" not in page.text


def test_a_name_put_into_an_address_is_not_looked_for(visit: Visit, world: World) -> None:
    visit("chen").get("/cases?side=home&text=汪海")
    assert not isinstance(world.lists[-1], CaseSearch)
    assert "text" not in Wanted.of([("side", "home"), ("text", "汪海")]).address
