"""Every unsafe request proves that it comes from our own page (quality.md S6)."""

from collections.abc import Callable

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from services.console.app import PAGES
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import ORIGIN, Browser, fields_of

Visit = Callable[[str], Browser]


def unsafe_paths() -> list[str]:
    routes = [route for page in PAGES for route in page.router.routes if isinstance(route, APIRoute)]
    paths = [route.path for route in routes if "POST" in (route.methods or ())]
    known = {"{case_id}": str(e.CASE_ID), "{side}": "home", "{verb}": "brief_member", "{name}": "x"}
    for placeholder, value in known.items():
        paths = [path.replace(placeholder, value) for path in paths]
    return paths


FOREIGN = {
    "foreign origin": {"Origin": "https://evil.example"},
    "cross-site": {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    "same-site but another origin": {"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"},
    "opaque origin": {"Origin": "null"},
    "no sign of where it comes from": {},
}


@pytest.mark.parametrize("path", unsafe_paths())
@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN.keys())
def test_a_request_from_elsewhere_is_refused(visit: Visit, world: World, path: str, headers: dict[str, str]) -> None:
    browser = visit("zhou")
    values = fields_of(browser.get("/"), "/sign-out")
    assert browser.http.post(path, data=values, headers=headers).status_code == 403
    assert world.heard == []
    assert world.ended == set()


@pytest.mark.parametrize("path", unsafe_paths())
@pytest.mark.parametrize("token", ["", "0" * 64, "ключ"])
def test_a_request_without_the_right_token_is_refused(visit: Visit, world: World, path: str, token: str) -> None:
    refused = visit("zhou").http.post(path, data={"csrf": token}, headers=ORIGIN)
    assert refused.status_code == 403
    assert "没有办理" in refused.text
    assert world.heard == []


def test_the_token_of_another_session_is_refused(visit: Visit, world: World) -> None:
    token = fields_of(visit("liu").get("/"), "/sign-out")
    assert visit("zhou").http.post("/sign-out", data=token, headers=ORIGIN).status_code == 403


def test_a_method_override_changes_nothing(visit: Visit, world: World) -> None:
    browser = visit("zhou")
    browser.http.get("/sign-out?_method=POST", headers={"X-HTTP-Method-Override": "POST"})
    assert world.ended == set()


def test_every_answer_carries_the_strict_policy(app: FastAPI, visit: Visit) -> None:
    browser = visit("zhou")
    for path in ("/", "/sign-in", "/nowhere", "/static/console.css", "/healthz"):
        headers = browser.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe-inline" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert browser.get("/").headers["cache-control"] == "no-store"


def test_no_page_holds_inline_styles_or_scripts() -> None:
    from importlib.resources import files

    for template in files("services.console").joinpath("templates").iterdir():
        text = template.read_text(encoding="utf-8")
        assert " style=" not in text, template.name
        assert "<script>" not in text, template.name
        assert "onclick" not in text, template.name
        assert "|safe" not in text, template.name


def test_an_upload_that_is_too_large_is_refused_before_it_is_read(visit: Visit) -> None:
    browser = visit("zhou")
    values = fields_of(browser.get("/rosters"), "/rosters")
    file = {"file": ("big.xlsx", b"0" * (12 * 1024 * 1024))}
    refused = browser.http.post("/rosters", data=values, files=file, headers=ORIGIN)
    assert refused.status_code == 413
    assert "10 MB" in refused.text


def test_health_and_metrics_answer_without_a_session(app: FastAPI) -> None:
    browser = Browser(app)
    assert browser.get("/healthz").json()["service"] == "console"
    assert "gongguan_requests_total" in browser.get("/metrics").text


def test_a_fault_of_our_own_is_a_plain_page_under_the_same_policy(app: FastAPI) -> None:
    def fail() -> None:
        raise RuntimeError("private words")

    app.add_api_route("/fault", fail)
    page = TestClient(app, raise_server_exceptions=False).get("/fault")
    assert page.status_code == 500
    assert "系统内部出错" in page.text
    assert "private words" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
