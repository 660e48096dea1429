"""我的账号: standing in, devices, password, second factor, before a real registry."""

import re
from datetime import timedelta

import httpx
import pytest

from tests.console.account_side import AccountSide, code_of, side, strict_side
from tests.console.far_side.world import PASSWORD
from tests.console.visitors import ORIGIN, Browser, fields_of
from tests.factories.deployment import FIRST_MOMENT

__all__ = ["side", "strict_side"]
TODAY = FIRST_MOMENT.date()
NEW_PASSWORD = "new-horse-battery-2"


@pytest.fixture
def zhou(side: AccountSide) -> Browser:
    return visitor(side, "zhou")


def visitor(side: AccountSide, login: str) -> Browser:
    browser = Browser(side.console)
    assert browser.sign_in(login).headers["location"] == "/"
    return browser


def delegates(browser: Browser, **changed: str) -> httpx.Response:
    page = browser.get("/account/delegations/new")
    stand_in = re.search(r'<option value="([0-9a-f-]{36})">李四', page.text)
    assert stand_in is not None
    filled = {
        "role": "branch_secretary@32100300101", "stand_in": stand_in[1], "valid_from": TODAY.isoformat(),
        "valid_to": (TODAY + timedelta(days=6)).isoformat(),
    }  # fmt: skip
    return browser.send("/account/delegations/new", page, **(filled | changed))


def test_a_post_is_delegated_and_the_stand_in_sees_for_whom(side: AccountSide, zhou: Browser) -> None:
    page = zhou.follow(delegates(zhou))
    assert "已登记代理" in page.text
    assert "李四（代周超）" in page.text
    assert "蒋王街道双桥村党支部 党支部书记（代周超）" in visitor(side, "lisi").get("/account").text


def test_who_asked_the_wrong_colleague_undoes_it_at_once(side: AccountSide, zhou: Browser) -> None:
    page = zhou.follow(delegates(zhou))
    line = re.search(
        r'<div class="done".*?action="(/account/delegations/[0-9a-f-]{36}/end)".*?撤回', page.text, re.DOTALL
    )
    assert line is not None
    undone = zhou.follow(zhou.send(line[1], page))
    assert "代理已结束" in undone.text
    assert "李四（代周超）" not in undone.text


def test_the_stand_in_may_end_it(side: AccountSide, zhou: Browser) -> None:
    delegates(zhou)
    lisi = visitor(side, "lisi")
    page = lisi.get("/account")
    address = re.search(r'action="(/account/delegations/[0-9a-f-]{36}/end)"', page.text)
    assert address is not None
    done = lisi.follow(lisi.send(address[1], page))
    assert "代理已结束" in done.text
    assert "代周超" not in done.text


def test_a_refusal_stands_beside_what_was_filled_in(zhou: Browser) -> None:
    refused = delegates(zhou, valid_to=(TODAY + timedelta(days=300)).isoformat())
    assert refused.status_code == 422
    assert "代理最长 60 天" in refused.text
    assert f'value="{(TODAY + timedelta(days=300)).isoformat()}"' in refused.text


def test_devices_are_shown_as_words_and_one_is_ended(side: AccountSide, zhou: Browser) -> None:
    phone = Browser(side.console)
    page = phone.get("/sign-in")
    values = fields_of(page, "/sign-in") | {"login": "zhou", "password": PASSWORD}
    name = {"User-Agent": "Mozilla/5.0 (Linux; Android 14; secret-model) MicroMessenger/8.0"}
    phone.http.post("/sign-in", data=values, headers=ORIGIN | name)
    shown = zhou.get("/account")
    assert "手机" in shown.text
    assert "secret-model" not in shown.text
    address = re.search(r'action="(/account/sessions/[0-9a-f-]{36}/end)"', shown.text)
    assert address is not None
    assert "那个设备已退出登录" in zhou.follow(zhou.send(address[1], shown)).text
    assert phone.get("/").headers["location"] == "/sign-in"


def test_logging_out_everywhere_signs_out_here_and_there(side: AccountSide, zhou: Browser) -> None:
    elsewhere = visitor(side, "zhou")
    out = zhou.send("/account/sessions/end-all", zhou.get("/account"))
    assert out.headers["location"] == "/sign-in"
    side.console.state.console.tokens._kept.clear()  # two minutes later
    assert elsewhere.get("/").headers["location"] == "/sign-in"


def test_the_password_is_changed_with_the_present_one_only(side: AccountSide, zhou: Browser) -> None:
    def change(present: str, new: str, again: str) -> httpx.Response:
        page = zhou.get("/account/password")
        return zhou.send("/account/password", page, password=present, new_password=new, again=again)

    for given, said in (
        ((PASSWORD, NEW_PASSWORD, "something-else"), "两次输入的新密码不一样"),
        ((PASSWORD, "short", "short"), "至少要有 10 个字符"),
        (("not-the-present-one", NEW_PASSWORD, NEW_PASSWORD), "现在的密码不对"),
        (("", NEW_PASSWORD, NEW_PASSWORD), "现在的密码不对"),
    ):
        refused = change(*given)
        assert (refused.status_code, said in refused.text) == (422, True), said
        assert NEW_PASSWORD not in refused.text
    assert "密码已修改" in zhou.follow(change(PASSWORD, NEW_PASSWORD, NEW_PASSWORD)).text
    assert Browser(side.console).sign_in("zhou").status_code == 401
    assert Browser(side.console).sign_in("zhou", NEW_PASSWORD).status_code == 303


def test_setting_up_shows_a_qr_and_the_secret_and_the_recovery_codes_once(side: AccountSide, zhou: Browser) -> None:
    assert zhou.get("/second-factor.svg").status_code == 404
    page = zhou.follow(zhou.send("/second-factor/begin", zhou.get("/second-factor")))
    picture = zhou.get("/second-factor.svg")
    assert picture.headers["content-type"] == "image/svg+xml"
    assert b"style=" not in picture.content
    secret = re.search(r"密钥：<code>([A-Z2-7 ]+)</code>", page.text)
    assert secret is not None
    plain = secret[1].replace(" ", "")
    wrong = zhou.send("/second-factor/confirm", page, code="000000")
    assert (wrong.status_code, "验证码不对" in wrong.text) == (422, True)
    assert zhou.send("/second-factor/confirm", page, code="").status_code == 422
    confirmed = zhou.send("/second-factor/confirm", page, code=code_of(plain))
    assert len(re.findall(r"<code>\d{4}-\d{4}-\d{4}</code>", confirmed.text)) == 10
    after = zhou.get("/second-factor")
    assert plain not in after.text.replace(" ", "")
    assert "恢复码还剩 10 个" in after.text


def test_signing_in_has_a_second_page_for_the_code(side: AccountSide) -> None:
    secret = side.enrol("chen")
    browser = Browser(side.console)
    page = browser.get("/sign-in?next=/account")
    first = browser.send("/sign-in", page, login="chen", password=PASSWORD)
    assert first.headers["location"] == "/sign-in/code?next=%2Faccount"
    asked = browser.follow(first)
    assert 'inputmode="numeric"' in asked.text
    assert 'autocomplete="one-time-code"' in asked.text
    assert browser.get("/").headers["location"] == "/sign-in/code?next=%2F", "nothing else is open yet"
    wrong = browser.send("/sign-in/code", asked, code="000000")
    assert (wrong.status_code, "验证码不对" in wrong.text) == (422, True)
    done = browser.send("/sign-in/code", wrong, code=code_of(secret))
    assert done.headers["location"] == "/account"
    assert browser.follow(done).status_code == 200
    assert "停用或换手机" in browser.get("/account").text


def test_it_is_ended_with_a_code(side: AccountSide) -> None:
    secret = side.enrol("zhou")
    browser = Browser(side.console)
    browser.sign_in("zhou")
    browser.send("/sign-in/code", code=code_of(secret))
    page = browser.get("/second-factor")
    assert browser.send("/second-factor/end", page, code="").status_code == 422
    assert browser.send("/second-factor/end", page, code="111111").status_code == 422
    done = browser.send("/second-factor/end", page, code=code_of(secret, 1))
    assert "开始设置" in browser.follow(done).text


def test_where_it_is_required_a_department_post_is_led_to_setting_it_up(strict_side: AccountSide) -> None:
    browser = Browser(strict_side.console)
    first = browser.sign_in("chen")
    assert first.headers["location"].startswith("/second-factor")
    page = browser.follow(first)
    assert "设置完成后才能办理业务" in page.text
    for path in ("/", "/account", "/cases", "/overview"):
        assert browser.get(path).headers["location"].startswith("/second-factor"), path
    refused = browser.send("/account/sessions/end-all", page, csrf=fields_of(page, "/second-factor/begin")["csrf"])
    assert refused.headers["location"].startswith("/second-factor")
    browser.send("/second-factor/begin", page)
    shown = browser.get("/second-factor")
    secret = re.search(r"密钥：<code>([A-Z2-7 ]+)</code>", shown.text)
    assert secret is not None
    browser.send("/second-factor/confirm", shown, code=code_of(secret[1].replace(" ", "")))
    assert browser.get("/account").status_code == 200


def test_a_branch_secretary_is_not_asked_for_it(strict_side: AccountSide) -> None:
    assert visitor(strict_side, "zhou").get("/account").status_code == 200


def test_neither_code_nor_new_password_is_carried_through_signing_in(side: AccountSide, zhou: Browser) -> None:
    page = zhou.get("/account/password")
    side.registry.end_all_sessions(zhou.http.cookies["gongguan_session"])
    side.console.state.console.tokens._kept.clear()
    over = zhou.send("/account/password", page, password=PASSWORD, new_password=NEW_PASSWORD, again=NEW_PASSWORD)
    assert over.status_code == 401
    assert NEW_PASSWORD not in over.text
