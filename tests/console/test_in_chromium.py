"""What a person does in Chromium without a mouse, and without JavaScript; how the pages look is `test_every_page`."""

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page

from shared.policy.task_kinds import TaskKind
from tests.console.chromium import DESK, PHONE, chromium, served, watch
from tests.console.far_side import examples as e
from tests.console.far_side.world import PASSWORD, World
from tests.console.walk import signs_in

__all__ = ["chromium", "served"]
CASE = f"/cases/{e.CASE_ID}"


def test_an_act_can_be_done_by_keyboard_alone(chromium: Chromium, served: str, world: World) -> None:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case())
    world.tasks["outflow"] = [e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=e.TODAY)]
    screen = signs_in(watch(chromium, served, DESK), "zhou")
    page = screen.page
    _tab_to(page, "登记行前教育")
    page.keyboard.press("Enter")
    page.wait_for_url("**/home/brief_member")
    _tab_to(page, "谈话内容")
    page.keyboard.type("按时报到，按月交纳党费")
    _tab_to(page, "登记行前教育")
    page.keyboard.press("Enter")
    page.wait_for_url("**?done=brief_member")
    assert world.heard[0].body["topics"] == "按时报到，按月交纳党费"
    assert screen.complaints == []
    page.context.close()


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
