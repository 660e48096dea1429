"""The pages of the account in Chromium: the production policy, axe 0, both sizes, the keyboard; without JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser as Chromium

from services.registry.delegation.contract import DelegatePost
from shared.posts import Role
from tests.console.account_side import AccountSide, code_of, side
from tests.console.chromium import DESK, PHONE, Screen, chromium, serving, watch
from tests.console.far_side.world import PASSWORD
from tests.console.walk import signs_in, stands_well_in_both_sizes, walk
from tests.console.walks import OF_THE_ACCOUNT
from tests.factories.deployment import FIRST_MOMENT

__all__ = ["chromium", "side"]
pytestmark = pytest.mark.timeout(600)
TODAY = FIRST_MOMENT.date()


@pytest.fixture
def arranged(side: AccountSide) -> AccountSide:
    """李四 stands in for 周超 and has begun to set up his second factor."""
    accounts = {one.login: one.account_id for one in side.registry.list_accounts().items}
    session = side.session("zhou")
    zhou = side.registry.as_somebody(lambda: side.registry.issue_access_token(session).token)
    wanted = DelegatePost(
        role=Role.BRANCH_SECRETARY, organisation="32100300101", stand_in=accounts["lisi"], valid_from=TODAY,
        valid_to=TODAY + timedelta(days=6),
    )  # fmt: skip
    zhou.delegate_post(wanted)
    side.registry.begin_second_factor(side.session("lisi"))
    return side


def test_the_pages_of_the_account(chromium: Chromium, arranged: AccountSide) -> None:
    with serving(arranged.console) as base:
        for login, pages in OF_THE_ACCOUNT.items():
            screen = signs_in(watch(chromium, base, DESK), login)
            for name, path in pages.items():
                walk(screen, name, path)
            _closed(screen)


def test_refusals_and_what_is_shown_once(chromium: Chromium, arranged: AccountSide) -> None:
    session = arranged.session("lisi")
    secret = str(arranged.registry.read_second_factor(session).secret)
    with serving(arranged.console) as base:
        screen = signs_in(watch(chromium, base, DESK), "lisi")
        page = screen.page
        screen.open("/account/password")
        page.get_by_role("button", name="修改密码").click()
        stands_well_in_both_sizes(screen, "password-refused")
        screen.open("/second-factor")
        assert page.locator("img.qr").evaluate("(one) => one.naturalWidth") > 100
        page.get_by_label("验证码").fill("000000")
        page.get_by_role("button", name="确认并启用").click()
        stands_well_in_both_sizes(screen, "second-factor-refused")
        page.get_by_label("验证码").fill(code_of(secret))
        page.get_by_role("button", name="确认并启用").click()
        assert page.locator(".recovery li").count() == 10
        stands_well_in_both_sizes(screen, "recovery-codes")
        walk(screen, "second-factor-on", "/second-factor")
        _closed(screen)


def test_signing_in_with_a_code_on_a_phone_without_javascript(chromium: Chromium, side: AccountSide) -> None:
    secret = side.enrol("chen")
    with serving(side.console) as base:
        screen = watch(chromium, base, PHONE, javascript=False)
        page = screen.page
        screen.open("/sign-in?next=/account")
        page.get_by_label("用户名").fill("chen")
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.get_by_label("验证码").fill(code_of(secret))
        page.get_by_role("button", name="登录", exact=True).click()
        page.wait_for_url("**/account")
        assert "已启用" in page.content()
        _closed(screen)


def test_the_page_for_the_code(chromium: Chromium, side: AccountSide) -> None:
    side.enrol("chen")
    with serving(side.console) as base:
        screen = watch(chromium, base, DESK)
        screen.open("/sign-in")
        screen.page.get_by_label("用户名").fill("chen")
        screen.page.get_by_label("密码").fill(PASSWORD)
        screen.page.get_by_role("button", name="登录").click()
        walk(screen, "sign-in-code", "/sign-in/code")
        screen.page.get_by_label("验证码").fill("000000")
        screen.page.get_by_role("button", name="登录", exact=True).click()
        stands_well_in_both_sizes(screen, "sign-in-code-refused")
        _closed(screen)


def _closed(screen: Screen) -> None:
    screen.page.context.close()
    assert screen.complaints == []
