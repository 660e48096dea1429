"""审计日志 as a page: for auditors alone, narrowed by address, in words."""

from collections.abc import Callable

import pytest

from services.console.wording import audited_words
from shared.authorisation import SYSTEM_ONLY
from tests.console.far_side import examples as e
from tests.console.far_side.audit import entries
from tests.console.far_side.world import World
from tests.console.visitors import Browser
from tests.security.routes import permissions_of, routes

Visit = Callable[[str], Browser]


@pytest.fixture
def shen(visit: Visit, world: World) -> Browser:
    world.audited["outflow"] = entries()
    return visit("shen")


def test_what_was_done_and_seen_is_told_in_words(shen: Browser) -> None:
    page = shen.get("/audit").text
    for shown in (
        "蒋王街道双桥村党支部 党支部书记（代行）", "账号尾号 u-01", "查看个人信息：身份证号",
        "&lt;b&gt;核对证件&lt;/b&gt;", "系统", "（没有办成）", "登录", f'href="/cases/{e.CASE_ID}/looks"',
    ):  # fmt: skip
        assert shown in page, shown


def test_it_is_narrowed_and_paged_by_address(shen: Browser, world: World) -> None:
    first = shen.get(f"/audit?service=outflow&of=LOOKS&about={e.CASE_ID}&from_on=2026-11-01&to_on=2026-11-20").text
    ((service, query),) = [one for one in world.asked if "of=LOOKS" in one[1]]
    assert service == "outflow"
    for wanted in ("of=LOOKS", f"about={e.CASE_ID}", "from_on=2026-11-01", "to_on=2026-11-20", "limit=50"):
        assert wanted in query, wanted
    assert "after=7" in first
    assert "回到最近的" in shen.get("/audit?after=7").text
    assert "没有符合条件的记录" in shen.get("/audit?service=inflow").text


@pytest.mark.parametrize(
    "query",
    [
        "service=../x",
        "of=EVERYTHING",
        "about=' OR 1=1",
        "from_on=yesterday",
        "after=-",
        "after=0",
        f"after={10**30}",
        "to_on=",
        "x=1",
    ],
)
def test_what_cannot_be_looked_for_is_left_out(shen: Browser, query: str) -> None:
    page = shen.get(f"/audit?{query}")
    assert page.status_code == 200
    assert "账号尾号 u-01" in page.text


@pytest.mark.parametrize("login", ["zhou", "liu", "chen", "wang"])
def test_it_is_there_for_auditors_alone(visit: Visit, login: str) -> None:
    browser = visit(login)
    assert browser.get("/audit").status_code == 404
    assert "审计日志" not in browser.get("/").text


def test_an_auditor_finds_it_among_his_pages(shen: Browser) -> None:
    assert 'href="/audit"' in shen.get("/").text


def test_every_act_of_a_person_has_its_words() -> None:
    acts = {
        route.name
        for service, route in routes()
        if "GET" not in (route.methods or ()) and permissions_of(service).get(route.name) != SYSTEM_ONLY
    }
    shown_nowhere = {
        "check_number", "check_roster", "report_roster", "search_cases", "search_placements", "issue_access_token",
        "issue_member_token",
    }  # fmt: skip
    assert {act for act in acts - shown_nowhere if audited_words(act) == act} == set()
