"""Every unsafe request proves that it comes from our own page (quality.md S6)."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.console.far_side.world import World
from tests.console.unsafe_routes import UNSAFE_CALLS, WITH_A_PAGE, address_of
from tests.console.visitors import ORIGIN, Browser, fields_of

Visit = Callable[[str], Browser]


FOREIGN = {
    "foreign origin": {"Origin": "https://evil.example"},
    "cross-site": {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
    "same-site but another origin": {"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"},
    "opaque origin": {"Origin": "null"},
    "no sign of where it comes from": {},
}
OVERRIDES: dict[str, dict[str, dict[str, str]]] = {
    "a field": {"params": {"_method": "POST"}},
    "X-HTTP-Method-Override": {"headers": {"X-HTTP-Method-Override": "POST"}},
    "X-HTTP-Method": {"headers": {"X-HTTP-Method": "POST"}},
    "X-Method-Override": {"headers": {"X-Method-Override": "POST"}},
}


@dataclass(frozen=True)
class Untouched:
    """Nothing of the far side was asked, let alone changed."""

    world: World
    asked: int

    def check(self) -> None:
        assert self.world.asked[self.asked :] == []
        assert (self.world.heard, self.world.ended) == ([], set())


def untouched(world: World) -> Untouched:
    return Untouched(world, len(world.asked))


@pytest.mark.parametrize(("method", "path"), UNSAFE_CALLS)
def test_a_request_from_elsewhere_is_refused(visit: Visit, world: World, method: str, path: str) -> None:
    browser = visit("zhou")
    values = fields_of(browser.get("/"), "/sign-out")
    before = untouched(world)
    for said, headers in FOREIGN.items():
        assert browser.http.request(method, path, data=values, headers=headers).status_code == 403, said
    before.check()


@pytest.mark.parametrize(("method", "path"), UNSAFE_CALLS)
def test_a_request_without_the_right_token_is_refused(visit: Visit, world: World, method: str, path: str) -> None:
    browser, before = visit("zhou"), untouched(world)
    for filled in ({}, {"csrf": ""}, {"csrf": "0" * 64}, {"csrf": "ключ"}):
        refused = browser.http.request(method, path, data=filled, headers=ORIGIN)
        assert (refused.status_code, "没有办理" in refused.text) == (403, True), filled
    before.check()


@pytest.mark.parametrize("path", [address for _, address in UNSAFE_CALLS])
def test_an_act_is_not_done_by_get_whatever_is_said(app: FastAPI, world: World, path: str) -> None:
    """A page at the same address is shown; where there is none, the method is refused (404 where the address would
    be that of something else)."""
    browser = Browser(app)
    # The fakes know none of the ids and may break over them, after the console has asked.
    browser.http = TestClient(app, follow_redirects=False, raise_server_exceptions=False)
    browser.sign_in("zhou")
    values = fields_of(browser.get("/"), "/sign-out")
    for said, override in OVERRIDES.items():
        answer = browser.http.get(path, params=override.get("params", {}) | values, headers=override.get("headers", {}))
        assert path in WITH_A_PAGE or answer.status_code in (404, 405), said
    assert (world.heard, world.ended) == ([], set())


def test_the_token_of_another_session_is_refused(visit: Visit, world: World) -> None:
    token = fields_of(visit("liu").get("/"), "/sign-out")
    assert visit("zhou").http.post("/sign-out", data=token, headers=ORIGIN).status_code == 403


def test_a_route_that_nobody_gave_an_example_for_stops_the_collection() -> None:
    with pytest.raises(LookupError, match="novelty"):
        address_of("/new/{novelty}/end")


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
