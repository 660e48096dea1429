"""What must hold on every page that a person opens: seen in Chromium, on a desk, on a phone and in large print."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from services.console.guard import POLICY
from tests.console.chromium import DESK, PHONE, Screen
from tests.console.far_side.world import PASSWORD
from tests.console.reflow import stands_enlarged

MAIN_BUTTON = "main form[method=post] button[type=submit], main a.button"
TABS_AT_MOST = 120
Rules = dict[str, list[str]]
EVERYTHING: Rules = {"resultTypes": ["violations"]}
LAYOUT = EVERYTHING | {"runOnly": ["color-contrast", "target-size", "scrollable-region-focusable"]}
"""The rules whose answer depends on the size; the others have been asked once on the desk."""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
NOTES_FOCUS = """(one) => one.addEventListener("focus",
  () => { one.dataset.reached = getComputedStyle(one).outlineStyle !== "none" ? "yes" : "unseen"; })"""
REACHED = "(one) => one.dataset.reached === 'yes'"
TABS_BETWEEN_LOOKS = 6


def signs_in(screen: Screen, login: str) -> Screen:
    screen.open("/sign-in")
    screen.page.get_by_label("用户名").fill(login)
    screen.page.get_by_label("密码").fill(PASSWORD)
    screen.page.get_by_role("button", name="登录").click()
    screen.page.wait_for_url(f"{screen.base}/")
    return screen


def walk(screen: Screen, name: str, path: str, *, status: int = 200, is_form: bool = False) -> None:
    """Opened once, then looked at in both sizes. Forms are alike: on the phone only their width is looked at."""
    page = screen.page
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    answer = page.goto(screen.base + path)
    assert answer is not None
    assert answer.status == status, f"{name}: {path} → {answer.status}\n{page.inner_text('body')}"
    assert answer.headers["content-security-policy"] == POLICY
    reaches_the_main_button(page, name)
    stands_well_in_both_sizes(screen, name, None if is_form else LAYOUT)


def stands_well_in_both_sizes(screen: Screen, name: str, on_phone: Rules | None = LAYOUT) -> None:
    for (width, height), rules in ((DESK, EVERYTHING), (PHONE, on_phone)):
        screen.page.set_viewport_size({"width": width, "height": height})
        stands_well(screen, name, rules)
    stands_enlarged(screen.page, name, MAIN_BUTTON)


def stands_well(screen: Screen, name: str, rules: Rules | None) -> None:
    """Axe without a finding, no sideways scrolling; a picture for whoever wants to look himself."""
    if rules:
        found = Axe().run(screen.page, options=rules)
        assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    wider = screen.page.evaluate(WIDER)
    assert wider <= 0, f"{name} scrolls sideways by {wider} at {screen.page.viewport_size}"
    screen.keep_picture(name)


def reaches_the_main_button(page: Page, name: str) -> None:
    """By keyboard alone: over the skip link into the page, then Tab by Tab, and one sees where one is."""
    button = page.locator(MAIN_BUTTON).first
    if not button.count():
        return
    button.evaluate(NOTES_FOCUS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(TABS_AT_MOST // TABS_BETWEEN_LOOKS):
        for _ in range(TABS_BETWEEN_LOOKS):
            page.keyboard.press("Tab")
        if button.evaluate(REACHED):
            return
    raise AssertionError(f"{name}: the main button is not reached by keyboard: {button.inner_text()}")
