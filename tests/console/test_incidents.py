"""异常处理: what is stuck in words, a remedy with its reason, and who was first."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from fastapi import FastAPI

from services.registry.incidents.contract import IncidentKind
from shared.posts import Role
from shared.problem_details import Problem
from tests.console.conftest import person
from tests.console.far_side import examples as e
from tests.console.far_side.incidents import SINCE, incident, of_every_kind
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]


@pytest.fixture(autouse=True)
def _stuck(world: World) -> None:
    world.incidents += of_every_kind()
    world.people["gao"] = person("高洋", (Role.SYSTEM_ADMINISTRATOR, "320000"))


def test_every_kind_is_told_in_words_with_its_beginning_and_its_remedy(visit: Visit) -> None:
    page = visit("chen").get("/incidents").text
    for kind in IncidentKind:
        assert kind.label in page
        assert kind.remedy.label in page
    for words in ("流出通知", "投递函件", "季度联系", "对方服务连不上，已试 12 次", "2026-11-20 09:00", "已重新发送。"):
        assert words in page
    for code in ("outflow_notice", "deliver_letter", "QuarterlyContact", "Outage"):
        assert f">{code}" not in page


def test_a_remedy_is_ordered_with_a_reason(visit: Visit, world: World) -> None:
    browser = visit("chen")
    path = f"/incidents/{incident().incident_id}/remedy"
    assert "系统会立即再投递一次" in browser.get(path).text
    assert "理由" in browser.send(path, reason="").text
    assert world.sent("remedies") == []
    answer = browser.send(path, reason="对方服务已恢复，重新发送。")
    assert answer.status_code == 303
    assert [one.body["reason"] for one in world.sent("remedies")] == ["对方服务已恢复，重新发送。"]


def test_who_was_first_stands_on_the_page(visit: Visit, world: World) -> None:
    first = Problem(status=409, code="step_already_taken", detail="陈静已安排处理，正在执行。", details={"by": "陈静"})
    world.refusals["remedies"] = [first]
    answer = visit("chen").send(f"/incidents/{incident().incident_id}/remedy", reason="再试一次看看")
    assert answer.status_code == 409
    assert "陈静已安排处理" in answer.text


def test_what_is_over_has_its_own_page_and_no_button(visit: Visit, world: World) -> None:
    world.incidents[:] = [incident(over_at=SINCE + timedelta(hours=4))]
    browser = visit("chen")
    assert "没有卡住的流程" in browser.get("/incidents").text
    over = browser.get("/incidents?over=true").text
    assert "2026-11-20 13:00 解决" in over
    assert "/remedy" not in over
    assert browser.get(f"/incidents/{incident().incident_id}/remedy").status_code == 409


def test_engineers_get_a_link_to_temporals_own_page_where_there_is_one(visit: Visit, app: FastAPI) -> None:
    assert "Temporal 界面" not in visit("gao").get("/incidents").text
    console = app.state.console
    app.state.console = type(console)(**{**vars(console), "temporal_ui": "http://127.0.0.1:8134"})
    page = visit("gao").get("/incidents").text
    address = quote(f"mobility-case/{e.CASE_ID}", safe="")
    assert f'href="http://127.0.0.1:8134/namespaces/default/workflows/{address}"' in page


def test_who_may_not_open_cases_gets_no_link_to_them_and_branches_no_menu(visit: Visit) -> None:
    assert "查看个案" in visit("chen").get("/incidents").text
    administrators = visit("gao").get("/incidents").text
    assert "查看个案" not in administrators
    assert 'href="/incidents"' in administrators
    assert 'href="/incidents"' not in visit("zhou").get("/").text
