"""登记流出, printed letters, tasks of the subtree."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

from services.outflow.contract import PrintedLetter
from shared.policy.task_kinds import TaskKind
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
DECLARED = {
    "person.name": "汪海",
    "person.id_number": "32000019900101123x",
    "person.standing": "FULL",
    "departure.reason": "work",
    "departure.host_committee": e.HOST_COMMITTEE,
}


def test_a_declaration_is_sent_whole_and_its_outcome_explained_with_its_source(visit: Visit, world: World) -> None:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(advice="同一去向党员达到3名，可成立临时党支部。"))
    browser = visit("zhou")
    told = browser.follow(browser.send("/departures/new", **DECLARED)).text
    body = world.heard[0].body
    assert body["home_branch"] == e.BRANCH
    assert body["person"]["id_number"] == "32000019900101123X"
    assert body["departure"]["host_region"] == "341181"
    assert body["departure"]["host_name"] == "天长市秦栏镇党委"
    assert body["departure"]["place_fixed"] is True
    assert body["departure"]["often_back"] is False
    for shown in ("待发活动证", "活动证使用规定", "临时党支部", "长期外出"):
        assert shown in told


def test_a_declaration_with_faults_names_each_in_chinese(visit: Visit, world: World) -> None:
    refused = visit("zhou").send(
        "/departures/new", **DECLARED | {"person.id_number": "123", "departure.companions": "0"}
    )
    assert refused.status_code == 422
    assert "身份证号应为 18 位" in refused.text
    assert "同一去向的党员人数不能小于 1" in refused.text


def test_a_letter_is_a_page_of_paper(visit: Visit, world: World) -> None:
    world.letter = PrintedLetter(
        title="流动党员流出通知", addressee="深圳市南山区某某街道党工委", paragraphs=["兹有党员汪海……"],
        sender="蒋王街道双桥村党支部", written_on=date(2026, 10, 26),
    )  # fmt: skip
    text = visit("zhou").get(f"/cases/{e.CASE_ID}/letters/{uuid4()}").text
    assert "兹有党员汪海" in text
    assert "2026年10月26日" in text


def test_the_list_behind_a_figure_has_as_many_lines(visit: Visit, world: World) -> None:
    world.tasks["outflow"] = [
        e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=date(2026, 11, 10), n=1),
        e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=e.TODAY, n=2),
        e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=date(2026, 12, 10), n=3, committee=None),
    ]
    browser = visit("chen")
    for state, lines in {"open": 3, "soon": 1, "overdue": 1}.items():
        assert browser.get(f"/tasks?kind=BRIEF_MEMBER&state={state}").text.count('<li class="task">') == lines
    assert browser.get("/tasks?committee=-").text.count('<li class="task">') == 1
