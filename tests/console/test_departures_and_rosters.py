"""登记流出, 导入名册, printed letters, tasks of the subtree."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import httpx
import pytest

from services.console.pages.uploads import PER_SESSION, Upload, Uploads
from services.outflow.contract import ImportedRow, ImportReceipt, PrintedLetter
from services.outflow.roster.contract import RosterCheck, Verdict
from shared.policy.task_kinds import TaskKind
from shared.problem_details import Problem
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import ORIGIN, Browser, fields_of

Visit = Callable[[str], Browser]
DECLARED = {
    "person.name": "汪海",
    "person.id_number": "32000019900101123x",
    "person.standing": "FULL",
    "departure.reason": "work",
    "departure.host_committee": e.HOST_COMMITTEE,
}


def test_a_declaration_is_sent_whole_and_its_outcome_explained_with_its_source(visit: Visit, world: World) -> None:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(advice="同一去向党员达到3名，可成立临时党支部。"))
    browser = visit("zhou")
    told = browser.follow(browser.send("/departures/new", **DECLARED)).text
    body = world.heard[0].body
    assert body["home_branch"] == e.BRANCH
    assert body["person"]["id_number"] == "32000019900101123X"
    assert body["departure"]["host_region"] == "341181"
    assert body["departure"]["host_name"] == "天长市秦栏镇党委"
    assert body["departure"]["place_fixed"] is True
    assert body["departure"]["often_back"] is False
    for shown in ("待发活动证", "活动证使用规定", "临时党支部", "长期外出"):
        assert shown in told


def test_a_declaration_with_faults_names_each_in_chinese(visit: Visit, world: World) -> None:
    refused = visit("zhou").send(
        "/departures/new", **DECLARED | {"person.id_number": "123", "departure.companions": "0"}
    )
    assert refused.status_code == 422
    assert "身份证号应为 18 位" in refused.text
    assert "同一去向的党员人数不能小于 1" in refused.text


def upload(browser: Browser, name: str = "名册.xlsx", data: bytes = b"PK..") -> httpx.Response:
    values = fields_of(browser.get("/rosters"), "/rosters") | {"organisation": e.BRANCH}
    file = {"file": (name, data)}
    answer: httpx.Response = browser.http.post("/rosters", data=values, files=file, headers=ORIGIN)
    return answer


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
    for shown in ("后几位已丢失", "请把该列设为“文本”", "广东省深圳市", "320000********1237", "确认导入 2 行"):
        assert shown in page.text
    assert world.heard == []
    result = browser.follow(browser.send(preview.headers["location"], page)).text
    assert len(world.heard) == 1
    for shown in ("已登记", "未变（以前已登记）", "身份证号有误"):
        assert shown in result
    browser.http.post(preview.headers["location"], data=fields_of(page, preview.headers["location"]), headers=ORIGIN)
    assert len(world.heard) == 1


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
    assert "第 1 页，共 3 页" in browser.get(place).text
    assert "周强" in browser.get(f"{place}?page=3").text


def test_a_post_that_may_not_import_reads_so(visit: Visit) -> None:
    assert "您的岗位不能导入" in visit("sun").get("/rosters").text


def test_a_letter_is_a_page_of_paper(visit: Visit, world: World) -> None:
    world.letter = PrintedLetter(
        title="流动党员流出通知", addressee="深圳市南山区某某街道党工委", paragraphs=["兹有党员汪海……"],
        sender="蒋王街道双桥村党支部", written_on=date(2026, 10, 26),
    )  # fmt: skip
    text = visit("zhou").get(f"/cases/{e.CASE_ID}/letters/{uuid4()}").text
    assert "兹有党员汪海" in text
    assert "2026年10月26日" in text


def test_the_list_behind_a_figure_has_as_many_lines(visit: Visit, world: World) -> None:
    world.tasks["outflow"] = [
        e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=date(2026, 11, 10), n=1),
        e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=e.TODAY, n=2),
        e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=date(2026, 12, 10), n=3, committee=None),
    ]
    browser = visit("chen")
    for state, lines in {"open": 3, "soon": 1, "overdue": 1}.items():
        assert browser.get(f"/tasks?kind=BRIEF_MEMBER&state={state}").text.count('<li class="task">') == lines
    assert browser.get("/tasks?committee=-").text.count('<li class="task">') == 1
