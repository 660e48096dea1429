"""登录."""

import json
from collections.abc import Callable
from pathlib import Path

from fastapi import FastAPI

from tests.console.conftest import wired
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]


def test_somebody_signed_out_is_led_to_sign_in_and_back_to_where_he_wanted(app: FastAPI, world: World) -> None:
    browser = Browser(app)
    first = browser.get("/cases?side=home")
    assert first.headers["location"] == "/sign-in?next=%2Fcases%3Fside%3Dhome"
    page = browser.follow(first)
    done = browser.send("/sign-in", page, login="zhou", password="correct-horse-battery")
    assert done.headers["location"] == "/cases?side=home"


def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(app: FastAPI) -> None:
    cookie = Browser(app).sign_in("zhou").headers["set-cookie"]
    assert "gongguan_session=" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def test_a_wrong_password_is_told_and_keeps_the_login_but_not_the_password(app: FastAPI) -> None:
    refused = Browser(app).sign_in("zhou", "nonsense-nonsense")
    assert refused.status_code == 401
    assert "用户名或密码不对" in refused.text
    assert 'value="zhou"' in refused.text
    assert "nonsense-nonsense" not in refused.text


def test_a_next_page_elsewhere_is_not_followed(app: FastAPI) -> None:
    browser = Browser(app)
    page = browser.get("/sign-in?next=https://evil.example/")
    assert "evil.example" not in page.text
    assert browser.send("/sign-in", next="//evil.example", login="zhou", password="correct-horse-battery").headers[
        "location"
    ] == ("/")


def test_demo_accounts_are_shown_in_a_demo_only(world: World, app: FastAPI, tmp_path: Path) -> None:
    file = tmp_path / "demo-accounts.json"
    account = {
        "login": "zhou", "password": "correct-horse-battery", "name": "周超（书记）", "role_label": "党支部书记",
        "organisation": "32100300101", "organisation_name": "蒋王街道双桥村党支部",
    }  # fmt: skip
    file.write_text(json.dumps([account]), encoding="utf-8")
    demo = Browser(wired(world, demo_accounts=file))
    page = demo.get("/sign-in")
    assert "演示环境" in page.text
    assert "correct-horse-battery" in page.text
    assert demo.send("/sign-in", page, demo="zhou").status_code == 303
    real = Browser(app)
    assert "演示" not in real.get("/sign-in").text
    assert real.send("/sign-in", demo="zhou").status_code == 401


def test_access_tokens_are_kept_and_not_asked_for_on_every_page(visit: Visit, world: World) -> None:
    browser = visit("zhou")
    for _ in range(3):
        browser.get("/")
    assert world.tokens_issued == 1


def test_signing_out_ends_the_session_at_the_registry(visit: Visit, world: World) -> None:
    browser = visit("zhou")
    out = browser.send("/sign-out", browser.get("/"))
    assert out.headers["location"] == "/sign-in"
    assert "session-zhou" in world.ended
    assert browser.get("/").status_code == 303


def test_what_was_filled_in_survives_a_session_that_ran_out(visit: Visit, app: FastAPI, world: World) -> None:
    from tests.console.far_side import examples as e

    world.case_files[str(e.CASE_ID)] = e.home_file(e.case())
    browser, path = visit("zhou"), f"/cases/{e.CASE_ID}/home/brief_member"
    page = browser.get(path)
    world.ended.add("session-zhou")
    app.state.console.tokens.forget("session-zhou")
    over = browser.send(path, page, topics="按月交纳党费")
    assert over.status_code == 401
    assert "登录已失效" in over.text
    world.ended.clear()
    back = browser.send("/sign-in", over, login="zhou", password="correct-horse-battery")
    assert back.headers["location"] == path
    assert "按月交纳党费" in browser.follow(back).text
