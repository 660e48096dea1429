"""Every page in Chromium under the production policy: axe 0, nothing on the console, nothing leaves the machine."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import FilePayload, Page

from services.inflow.contract import DisputeView, PlacementStatus
from services.outflow.contract import CaseStatus, ImportedRow, ImportReceipt, PrintedLetter
from shared.policy.task_kinds import TaskKind
from tests.console.chromium import DESK, PHONE, Screen, chromium, served, watch
from tests.console.far_side import examples as e
from tests.console.far_side.world import PASSWORD, World
from tests.console.test_acts import FILLED
from tests.console.test_departures_and_rosters import overview
from tests.console.test_todo import fill

__all__ = ["chromium", "served"]
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
CASE = f"/cases/{e.CASE_ID}"
Open = Callable[[str], Screen]


@pytest.fixture
def full_world(world: World) -> World:
    fill(world)
    overview(world)
    world.raised["inflow"] = [e.task(TaskKind.VERIFY_CERTIFICATE, "inflow", due_on=date(2026, 11, 2))]
    dispute = DisputeView(
        stage="REVIEW", origin="NO_LISTED_GROUND", opened_on=date(2026, 11, 16), outcome=None, text="", finding="",
        proposal="", decided_on=None,
    )  # fmt: skip
    long_name = "天长市秦栏镇民营科技创业园区流动党员联合党支部第二工作委员会"
    refused = e.placement(
        PlacementStatus.REFUSED, dispute=dispute, host_branch_name=long_name, refusal_text="本园区党员人数已满。" * 6
    )
    departed = e.case(
        CaseStatus.REFUSED, certificate=e.certificate("ISSUED"), departed_on=date(2026, 10, 26), host_name=long_name
    )
    world.case_files[str(e.CASE_ID)] = e.home_file(departed)
    world.placement_files[str(e.CASE_ID)] = e.host_file(refused)
    world.check = e.roster_check(rows=12)
    rows = [ImportedRow(row=n, outcome="DECLARED", case_id=e.CASE_ID, text="已登记") for n in range(5, 12)]
    world.receipt = ImportReceipt(declared=7, unchanged=0, skipped=0, rows=rows)
    world.letter = PrintedLetter(
        title="流动党员流出通知", addressee="天长市秦栏镇党委",
        paragraphs=["兹有我支部党员汪海，男，身份证号320000199001011237，正式党员，因外出务工流动到你处，请按规定查验活动证并编入党支部。"],
        sender="蒋王街道双桥村党支部", written_on=date(2026, 10, 26),
    )  # fmt: skip
    return world


@pytest.fixture
def as_somebody(chromium: Chromium, served: str, size: tuple[int, int]) -> Iterator[Open]:
    opened: list[Screen] = []

    def sign_in(login: str) -> Screen:
        screen = watch(chromium, served, size)
        screen.open("/sign-in")
        screen.page.get_by_label("用户名").fill(login)
        screen.page.get_by_label("密码").fill(PASSWORD)
        screen.page.get_by_role("button", name="登录").click()
        screen.page.wait_for_url(f"{served}/")
        opened.append(screen)
        return screen

    yield sign_in
    complaints = [complaint for screen in opened for complaint in screen.complaints]
    for screen in opened:
        screen.page.context.close()
    assert complaints == []


def look(screen: Screen, name: str) -> None:
    """Axe without a finding, no sideways scrolling, a picture."""
    found = Axe().run(screen.page)
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    wider = screen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, f"{name} scrolls sideways by {wider}"
    screen.keep_picture(name)


PAGES = {
    "zhou": {"todo": "/", "cases": "/cases", "case": CASE, "declare": "/departures/new",
             "letter": f"{CASE}/letters/{e.CASE_ID}",
             "declared": f"{CASE}/declared", "not-found": "/cases/nonsense", "contact": f"{CASE}/home/record_contact"},
    "wang": {"refuse": f"{CASE}/host/refuse_member", "verify": f"{CASE}/host/verify_certificate"},
    "sun": {"todo-empty": "/", "raised": "/?scope=raised", "overview": "/overview", "case-dispute": CASE,
            "tasks": "/tasks?state=open"},
}  # fmt: skip


@SIZES
@pytest.mark.usefixtures("full_world")
@pytest.mark.parametrize("login", PAGES)
def test_pages_have_no_finding(as_somebody: Open, world: World, login: str) -> None:
    if login == "sun":
        world.tasks.clear()
    screen = as_somebody(login)
    for name, path in PAGES[login].items():
        screen.open(path)
        look(screen, name)


@pytest.mark.parametrize("size", [DESK], ids=["desk"])
@pytest.mark.usefixtures("full_world")
def test_every_form_of_an_act_has_no_finding(as_somebody: Open, world: World, size: tuple[int, int]) -> None:
    screen = as_somebody("wang")
    for path in FILLED:
        if not path.startswith("registry"):
            screen.open(f"{CASE}/{path}")
            found = Axe().run(screen.page)
            assert found.violations_count == 0, f"{path}: {found.generate_report()}"


@SIZES
def test_signing_in_and_its_refusal_have_no_finding(chromium: Chromium, served: str, size: tuple[int, int]) -> None:
    screen = watch(chromium, served, size)
    screen.open("/sign-in")
    look(screen, "sign-in")
    screen.page.get_by_role("button", name="登录").click()
    look(screen, "sign-in-refused")
    assert screen.complaints == []
    screen.page.context.close()


@SIZES
@pytest.mark.usefixtures("full_world")
def test_faults_and_consequences_have_no_finding(as_somebody: Open) -> None:
    screen = as_somebody("wang")
    screen.open(f"{CASE}/host/refuse_member")
    screen.page.get_by_role("button", name="下一步").click()
    assert screen.page.evaluate("document.activeElement.id") == "errors"
    look(screen, "refuse-faults")
    screen.page.get_by_label("人数太多").check()
    screen.page.get_by_label("事实和说明").fill("本街道党员人数已经很多。")
    screen.page.get_by_label("党委决定", exact=True).fill("党委会议纪要〔2026〕12号")
    screen.page.get_by_role("button", name="下一步").click()
    look(screen, "refuse-consequences")


@SIZES
@pytest.mark.usefixtures("full_world")
def test_importing_a_roster_has_no_finding(as_somebody: Open) -> None:
    screen = as_somebody("zhou")
    screen.open("/rosters")
    look(screen, "roster-upload")
    file: FilePayload = {
        "name": "2026年流出党员名册（双桥村）.xlsx",
        "mimeType": "application/octet-stream",
        "buffer": b"PK",
    }
    screen.page.get_by_label("名册工作簿").set_input_files(file)
    screen.page.get_by_role("button", name="上传并核对").click()
    look(screen, "roster-preview")
    screen.page.get_by_role("button", name="确认导入").click()
    look(screen, "roster-result")


@pytest.mark.parametrize("size", [DESK], ids=["desk"])
def test_an_act_can_be_done_by_keyboard_alone(as_somebody: Open, world: World, size: tuple[int, int]) -> None:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case())
    world.tasks["outflow"] = [e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=e.TODAY)]
    page = as_somebody("zhou").page
    _tab_to(page, "登记行前教育")
    page.keyboard.press("Enter")
    page.wait_for_url("**/home/brief_member")
    _tab_to(page, "谈话内容")
    page.keyboard.type("按时报到，按月交纳党费")
    _tab_to(page, "登记行前教育")
    page.keyboard.press("Enter")
    page.wait_for_url("**?done=brief_member")
    assert world.heard[0].body["topics"] == "按时报到，按月交纳党费"


FOCUSED = """() => {
  const on = document.activeElement;
  return {words: (on.labels?.[0]?.innerText ?? on.innerText ?? ""), outline: getComputedStyle(on).outlineStyle};
}"""


def _tab_to(page: Page, words: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused["words"].startswith(words):
            assert focused["outline"] != "none"
            return
    raise AssertionError(f"not reached by keyboard: {words}")


def test_the_main_act_works_without_javascript(chromium: Chromium, served: str, world: World) -> None:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(certificate=e.certificate()))
    screen = watch(chromium, served, PHONE, javascript=False)
    screen.open(f"{CASE}/home/issue_certificate")
    screen.page.get_by_label("用户名").fill("zhou")
    screen.page.get_by_label("密码").fill(PASSWORD)
    screen.page.get_by_role("button", name="登录").click()
    screen.page.get_by_label("党员本人已当面核对并签收").check()
    screen.page.get_by_role("button", name="下一步").click()
    screen.page.get_by_role("button", name="确认发放并通知流入地").click()
    assert "已办理：发放活动证" in screen.page.content()
    assert len(world.sent("certificate-issue")) == 1
    assert screen.complaints == []
    screen.page.context.close()
