"""导入名册: row by row, in five states; what is chosen comes in, and nothing else."""

import io
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from python_calamine import CalamineWorkbook

from services.console.lists.sides import HOME
from services.console.pages.uploads import PER_SESSION, Upload, Uploads
from services.outflow.client import OutflowClient
from services.outflow.contract import CaseStatus, ImportedRow, ImportReceipt
from services.outflow.roster.columns import HEADINGS
from services.outflow.roster.contract import RosterCheck, Verdict
from services.outflow.roster.headings import roster_headings
from shared.problem_details import Problem
from shared.rosters.contract import ExportedRow
from shared.workbooks.sheets import Row, Sheet
from tests.console.far_side import examples as e
from tests.console.far_side.rosters import roster_in_every_state
from tests.console.far_side.world import World
from tests.console.visitors import ORIGIN, Browser, fields_of

Visit = Callable[[str], Browser]


def upload(
    browser: Browser, name: str = "名册.xlsx", data: bytes = b"PK..", *, side: str = "home", at: str = e.BRANCH
) -> httpx.Response:
    values = fields_of(browser.get("/rosters"), "/rosters") | {"organisation": at, "side": side}
    file = {"file": (name, data)}
    answer: httpx.Response = browser.http.post("/rosters", data=values, files=file, headers=ORIGIN)
    return answer


def choose(browser: Browser, place: str, then: str, *rows: int, only: str = "", page: int = 1) -> httpx.Response:
    """Tick exactly these rows on the page shown, and press the button."""
    shown = browser.get(f"{place}?only={only}&page={page}")
    ticked = {"row": [f"{row}@Sheet1" for row in rows], "then": then, "only": only, "page": str(page)}
    values = {"csrf": fields_of(shown, place).get("csrf", fields_of(browser.get("/rosters"), "/rosters")["csrf"])}
    answer: httpx.Response = browser.http.post(place, data=values | ticked, headers=ORIGIN)
    return answer


def rows_sent(world: World) -> list[int]:
    (heard,) = world.sent(e.BRANCH)
    return [row["row"] for row in heard.body["rows"]]


@pytest.fixture
def roster(world: World) -> None:
    world.check = e.roster_check()
    rows = [
        ImportedRow(row=5, outcome="DECLARED", case_id=e.CASE_ID, text="已登记"),
        ImportedRow(row=100, outcome="UNCHANGED", case_id=e.CASE_ID, text="以前已登记"),
        ImportedRow(row=101, outcome="SKIPPED", case_id=None, text="身份证号有误"),
    ]
    world.receipt = ImportReceipt(declared=1, unchanged=1, skipped=1, rows=rows)


@pytest.mark.usefixtures("roster")
def test_a_roster_is_shown_row_by_row_and_written_only_when_confirmed(visit: Visit, world: World) -> None:
    browser = visit("zhou")
    preview = upload(browser)
    page = browser.follow(preview)
    for shown in ("后几位已丢失", "请把该列设为“文本”", "广东省深圳市", "320000********1237", "已选 2 行"):
        assert shown in page.text
    assert world.heard == []
    result = browser.follow(choose(browser, preview.headers["location"], "import", 5, 100)).text
    assert len(world.heard) == 1
    for shown in ("已登记", "未变（以前已登记）", "身份证号有误"):
        assert shown in result
    choose(browser, preview.headers["location"], "import", 5, 100)
    assert len(world.heard) == 1


@pytest.mark.usefixtures("roster")
def test_a_second_click_waits_for_the_first_and_shows_its_receipt(
    visit: Visit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    sends = OutflowClient.import_roster

    def slowly(*said: Any) -> ImportReceipt:
        time.sleep(0.5)
        return sends(*said)

    monkeypatch.setattr(OutflowClient, "import_roster", slowly)
    browser = visit("zhou")
    place = upload(browser).headers["location"]
    with ThreadPoolExecutor(2) as pool:
        clicks = [pool.submit(choose, browser, place, "import", 5, 100) for _ in range(2)]
        answers = [click.result().headers["location"] for click in clicks]
    assert answers == [place, place]
    assert len(world.heard) == 1
    assert "导入结果" in browser.get(place).text


def test_what_was_imported_meanwhile_is_not_chosen_anew() -> None:
    uploads, upload = Uploads(), Upload("mine", "1", "a.xlsx", b"1", e.roster_check())
    name = uploads.keep(upload)
    receipt = ImportReceipt(declared=1, unchanged=0, skipped=0, rows=[])
    uploads.imported(name, upload, receipt)
    assert uploads.choose(name, upload, frozenset()).receipt == receipt


def old_data() -> RosterCheck:
    """A member who is out already, his conversion overdue, beside what the demo's roster holds."""
    check = e.roster_check()
    old = {"certificate_number": "苏流第000123号", "issued": "2024-03-05"}
    late = {
        "admitted": "2023-07-01",
        "probation_end": "2024-07-01",
        "overdue_reason": "TRANSFER",
        "overdue_text": "转接",
    }
    row = check.rows[0]
    out = row.model_copy(update={"verdict": Verdict.OK, "problems": (), "values": row.values | old | late})
    return check.model_copy(update={"rows": (out, *check.rows[1:])})


def test_old_data_is_shown_in_words_before_anything_is_written(visit: Visit, world: World) -> None:
    world.check = old_data()
    browser = visit("zhou")
    page = browser.follow(upload(browser)).text
    for shown in (
        "已流出，活动证已发（苏流第000123号，2024-03-05 发证）",
        "预备期已于 2024-07-01 期满并超期，将转入转正办理",
        "其中 1 名已持有活动证",
        "其中 1 名预备党员转正已超期",
        "登记流出",
    ):
        assert shown in page
    assert world.heard == []
    assert "老数据怎么带进来" in browser.get("/rosters").text


@pytest.mark.usefixtures("roster")
def test_the_preview_can_be_narrowed_and_downloaded(visit: Visit) -> None:
    browser = visit("zhou")
    place = upload(browser).headers["location"]
    only_errors = browser.get(f"{place}?only=error").text
    assert "周强" in only_errors
    assert "李娜" not in only_errors
    report = browser.get(f"{place}/report")
    assert report.content == b"PK-report"
    assert "attachment" in report.headers["content-disposition"]


@pytest.mark.usefixtures("roster")
def test_an_upload_belongs_to_its_session_alone(visit: Visit) -> None:
    place = upload(visit("zhou")).headers["location"]
    assert visit("liu").get(place).status_code == 404


def test_a_workbook_that_cannot_be_read_says_why(visit: Visit, world: World) -> None:
    sentence = "工作簿加了密码，请取消密码后再上传。"
    world.refusals["/check"] = [Problem(status=422, code="workbook_encrypted", detail=sentence)]
    refused = upload(visit("zhou"))
    assert refused.status_code == 422
    assert sentence in refused.text
    assert "请选择要导入的工作簿" in upload(visit("zhou"), name="").text


def test_uploads_are_bounded_for_each_session_and_run_out() -> None:
    uploads, check = Uploads(), e.roster_check()
    names = [uploads.keep(Upload("mine", "1", "a.xlsx", b"1", check)) for _ in range(PER_SESSION + 1)]
    assert uploads.find("mine", names[0]) is None
    assert uploads.find("mine", names[-1]) is not None
    old = uploads.keep(Upload("other", "1", "a.xlsx", b"1", check, expires=0.0))
    assert uploads.find("other", old) is None


def test_a_large_roster_is_shown_in_pages(visit: Visit, world: World) -> None:
    world.check = e.roster_check(rows=450)
    browser = visit("zhou")
    place = upload(browser).headers["location"]
    assert "第 1 页，共 5 页" in browser.get(place).text
    assert "周强" in browser.get(f"{place}?page=5").text


def test_a_choice_is_remembered_over_pages_and_states(visit: Visit, world: World) -> None:
    world.check = e.roster_check(rows=250)
    browser = visit("zhou")
    place = upload(browser).headers["location"]
    first = list(range(6, 105))
    goes_on = choose(browser, place, "show::2", *first)
    assert goes_on.headers["location"] == f"{place}?only=&page=2"
    page = browser.get(place).text
    assert "已选 248 行" in page
    assert page.count(" checked>") == 99
    choose(browser, place, "none", only="new")
    assert "已选 0 行" in browser.get(place).text
    refused = choose(browser, place, "import", page=2)
    assert refused.status_code == 422
    assert "没有选中任何一行" in refused.text
    choose(browser, place, "all")
    assert "已选 249 行" in browser.get(place).text


def test_rows_are_shown_in_their_state_with_what_changes(visit: Visit, world: World) -> None:
    world.check, world.receipt = (
        roster_in_every_state(),
        ImportReceipt(declared=0, changed=1, unchanged=1, skipped=4, rows=[]),
    )
    browser = visit("zhou")
    place = upload(browser).headers["location"]
    page = browser.get(place).text
    for shown in (
        "<del>138****1234</del>",
        "<ins>139****5678</ins>",
        "更新本人电话",
        "不能由名册改写",
        "没有变化",
        "冲突",
    ):
        assert shown in page
    assert page.count('type="checkbox"') == 3
    only = browser.get(f"{place}?only=conflict").text
    assert "汪诲" in only
    assert "周强" not in only
    assert 'type="checkbox"' not in only
    choose(browser, place, "import", 110)
    assert rows_sent(world) == [110]
    (row,) = world.sent(e.BRANCH)[0].body["rows"]
    assert (row["mark"], world.sent(e.BRANCH)[0].body["digest"]) == ("a" * 16, "0" * 64)
    assert "已更新" in browser.get(place).text


def test_a_forged_choice_brings_in_nothing_but_rows_of_the_file_that_can_come_in(visit: Visit, world: World) -> None:
    world.check, world.receipt = roster_in_every_state(), ImportReceipt(declared=1, unchanged=0, skipped=0, rows=[])
    browser = visit("zhou")
    place = upload(browser).headers["location"]
    choose(browser, place, "import", 5, 101, 111, 112, 4711)
    assert rows_sent(world) == [5]


def test_a_post_that_may_not_import_reads_so(visit: Visit) -> None:
    assert "您的岗位不能导入" in visit("sun").get("/rosters").text


def exported(world: World, *others: UUID, **cells: str) -> list[UUID]:
    """Cases of the branch, each with its row; of `others` there is none."""
    for number, one in enumerate(others or (uuid4(), uuid4())):
        case = e.case(CaseStatus.DEPARTED, case_id=one, number=f"321003-2026-{number:06}")
        world.case_files[str(one)] = e.home_file(case)
    ids = [UUID(one) for one in world.case_files]
    blank = dict.fromkeys(HEADINGS, "")
    known = [ExportedRow(case_id=one, cells=blank | {"case_number": str(one)[:8]} | cells) for one in ids]
    world.exported = known if not others else []
    return ids


def export_of(browser: Browser, *columns: str) -> httpx.Response:
    values = fields_of(browser.get("/cases?side=home"), "/cases/export") | {"columns": list(columns)}
    answer: httpx.Response = browser.http.post("/cases/export", data=values, headers=ORIGIN)
    return answer


def sheets_of(answer: httpx.Response) -> dict[str, list[list[object]]]:
    assert answer.status_code == 200, answer.text
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    return {name: [list(row) for row in book.get_sheet_by_name(name).to_python()] for name in book.sheet_names}


def test_a_list_goes_out_with_the_columns_that_come_in(visit: Visit, world: World) -> None:
    ids = exported(world, employer="=HYPERLINK(1)", phone="+86", name="@柳青")
    browser = visit("zhou")
    (sheet,) = sheets_of(export_of(browser, "status", "branch", "declared_on", "departed_on")).values()
    assert sheet[0] == [*HEADINGS.values(), "状态", "申报日期"]
    assert [row[0] for row in sheet[1:]] == [str(one)[:8] for one in ids]
    assert sheet[1][list(HEADINGS).index("employer")] == "=HYPERLINK(1)"
    asked = world.sent("/roster-rows")[0].body
    assert (asked["reveal"], set(asked["case_ids"])) == (False, {str(one) for one in ids})
    headings = roster_headings(Sheet("名册", (Row(1, tuple(str(one) for one in sheet[0])),)))
    assert headings is not None
    assert {name: sheet[0][column] for name, column in headings.columns.items()} == HEADINGS


def test_every_column_of_the_list_leaves_the_roster_readable(visit: Visit, world: World) -> None:
    exported(world)
    browser = visit("zhou")
    (sheet,) = sheets_of(export_of(browser, *HOME.columns)).values()
    headings = roster_headings(Sheet("名册", (Row(1, tuple(str(one) for one in sheet[0])),)))
    assert headings is not None
    assert {name: sheet[0][column] for name, column in headings.columns.items()} == HEADINGS


def test_full_numbers_are_exported_for_a_reason_only(visit: Visit, world: World) -> None:
    exported(world)
    browser = visit("zhou")
    page = browser.get("/cases?side=home")
    refused = browser.send("/cases/export", page, reveal="true")
    assert refused.status_code == 422
    assert "请填写理由" in refused.text
    browser.send("/cases/export", page, reveal="true", reason="年度核对")
    asked = world.sent("/roster-rows")[-1].body
    assert (asked["reveal"], asked["reason"]) == (True, "年度核对")


def test_cases_of_others_are_listed_apart_and_say_that_they_do_not_come_back(visit: Visit, world: World) -> None:
    exported(world, uuid4())
    browser = visit("zhou")
    sheets = sheets_of(browser.send("/cases/export", browser.get("/cases?side=home")))
    assert [len(rows) for rows in sheets.values()] == [1, 3]
    assert list(sheets) == ["流出个案", "其他个案"]
    assert sheets["其他个案"][-1][0] == "这张表只供查看，不能改后导入。"


def test_the_hosts_roster_goes_to_the_host_side(visit: Visit, world: World) -> None:
    world.check, world.receipt = (
        roster_in_every_state(),
        ImportReceipt(declared=0, changed=1, unchanged=0, skipped=0, rows=[]),
    )
    browser = visit("zhao")
    place = upload(browser, side="host", at=e.HOST_BRANCH).headers["location"]
    page = browser.get(place).text
    assert "流入地党组织" not in page
    assert browser.get(f"{place}/report").content == b"PK-report"
    choose(browser, place, "import", 110)
    assert [(one.service, one.path) for one in world.heard] == [("inflow", f"/rosters/{e.HOST_BRANCH}")]


@pytest.mark.parametrize("kind", ["roster", "old-data", "host", "organisations"])
def test_templates_are_downloaded_and_named_beside_the_import(visit: Visit, kind: str) -> None:
    browser = visit("zhou")
    assert f'href="/templates/{kind}.xlsx"' in browser.get("/rosters").text
    assert "填写说明" in sheets_of(browser.get(f"/templates/{kind}.xlsx"))


def test_there_is_no_template_of_everything(visit: Visit) -> None:
    assert visit("zhou").get("/templates/everything.xlsx").status_code == 404
