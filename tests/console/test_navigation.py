"""The pages of the console from every page: a line of daily ones and the rest behind 更多, by keyboard and without
JavaScript, in little room."""

import pytest
from playwright.sync_api import Browser as Chromium

from tests.console.chromium import DESK, PHONE, chromium, served, watch
from tests.console.walk import EVERYTHING, LAYOUT, Rules, signs_in, stands_well

__all__ = ["chromium", "served"]
pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(("size", "room", "rules"), [(DESK, 0.2, EVERYTHING), (PHONE, 0.25, LAYOUT)])
def test_the_rest_of_the_pages_opens_without_javascript(
    chromium: Chromium, served: str, size: tuple[int, int], room: float, rules: Rules
) -> None:
    screen = signs_in(watch(chromium, served, size), "chen")
    page = screen.page
    header = page.locator("header.top").bounding_box()
    assert header is not None
    assert header["height"] <= room * size[1], "the first view belongs to the work"
    page.get_by_label("主要页面").get_by_text("更多").focus()
    page.keyboard.press("Enter")
    stands_well(screen, "navigation", rules)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{served}/between")
    assert page.get_by_label("主要页面").locator("a[aria-current=page]").text_content() == "组织间事项"
    page.context.close()
    assert screen.complaints == []


@pytest.mark.parametrize(
    ("login", "lacking"),
    [("zhou", {"总览", "异常处理", "组织间事项"}), ("chen", {"登记流出", "导入名册"}), ("zhao", {"总览", "异常处理"})],
)
def test_everybody_sees_the_pages_of_his_posts(chromium: Chromium, served: str, login: str, lacking: set[str]) -> None:
    page = signs_in(watch(chromium, served, DESK, javascript=False), login).page
    shown = set(page.get_by_label("主要页面").locator("a").all_text_contents())
    assert {"我的待办", "消息", "个案", "打印", "我的账号"} <= shown
    assert not shown & lacking
    page.context.close()
