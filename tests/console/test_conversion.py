"""The panel 预备党员转正 and its buttons: a form for each step, both views beside each other (W-06)."""

import re
from collections.abc import Callable
from datetime import date

import pytest

from services.console.acts.book import act_for
from services.console.pages.panel_conversion import MAIN_LINE, steps_of
from services.inflow.contract import PlacementStatus
from services.inflow.opinion.contract import WatchStatus
from services.outflow.contract import CaseStatus
from services.outflow.conversion.contract import OpinionStep, OverdueReason, Proposal, Stage
from shared.policy.task_kinds import TaskKind
from tests.console import filled_conversion as filled
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
S, P = Stage, OpinionStep
PAGE = f"/cases/{e.CASE_ID}"


@pytest.fixture(autouse=True)
def case_on_both_sides(world: World) -> None:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(CaseStatus.ACTIVE, certificate=e.certificate()))
    world.placement_files[str(e.CASE_ID)] = e.host_file(e.placement())


def buttons(page: str) -> set[str]:
    return set(re.findall(rf'href="{PAGE}/(?:home|host)/([a-z_]+)"', page))


OFFERED = {
    (S.WATCHING, P.NOT_ASKED): {"zhou": set[str](), "liu": set[str]()},
    (S.PREPARED, P.NOT_ASKED): {"zhou": {"record_application", "request_opinion"}},
    (S.PREPARED, P.REQUESTED): {"zhou": {"record_application", "record_paper_opinion"}},
    (S.CONSULTED, P.RECEIVED): {"zhou": {"review_conversion"}},
    (S.REVIEWED, P.RECEIVED): {"zhou": {"publish_conversion_notice"}},
    (S.NOTICED, P.RECEIVED): {"zhou": {"record_notice_objection", "close_conversion_notice"}},
    (S.READY, P.RECEIVED): {"zhou": {"hold_conversion_meeting", "adjourn_conversion_meeting"}},
    (S.RESOLVED_CONVERT, P.RECEIVED): {"zhou": {"report_resolution"}},
    (S.AT_COMMITTEE, P.RECEIVED): {"zhou": set[str](), "liu": {"decide_conversion"}},
    (S.APPROVED, P.RECEIVED): {"zhou": {"announce_conversion"}, "liu": set[str]()},
    (S.CONVERTED, P.RECEIVED): {"zhou": set[str](), "liu": set[str]()},
}
VERBS = {path.split("/")[1] for path in filled.FILLED}


@pytest.mark.parametrize(("stage", "step"), OFFERED, ids=str)
def test_each_step_shows_the_button_of_whoever_takes_it(
    visit: Visit, world: World, stage: Stage, step: OpinionStep
) -> None:
    filled.arrange(world, filled.view(stage, step))
    for login, wanted in OFFERED[stage, step].items():
        assert buttons(visit(login).get(PAGE).text) & VERBS == wanted, login


def test_the_waiver_is_the_committees_and_only_while_the_opinion_is_missing(visit: Visit, world: World) -> None:
    filled.arrange(world, filled.view(S.PREPARED, P.OVERDUE, waivable_from=date(2026, 12, 31)))
    assert "waive_opinion" in buttons(visit("liu").get(PAGE).text)
    page = visit("zhou").get(PAGE).text
    assert "waive_opinion" not in buttons(page)
    assert "request_opinion" in buttons(page), "an overdue opinion is urged by asking again"
    filled.arrange(world, filled.view(S.PREPARED, P.RECEIVED))
    assert "waive_opinion" not in buttons(visit("liu").get(PAGE).text)


def test_suspension_offers_nothing_and_says_so(visit: Visit, world: World) -> None:
    filled.arrange(world, filled.view(S.PREPARED, paused_since=date(2026, 11, 1)))
    page = visit("zhou").get(PAGE).text
    assert buttons(page) & VERBS == set()
    assert "转正程序暂停" in page


def test_both_views_stand_side_by_side_with_the_text_of_the_opinion(visit: Visit, world: World) -> None:
    view = filled.view(
        S.READY, P.RECEIVED, home_view=Proposal.CONVERT, home_view_text="材料齐全", opinions=[filled.opinion()],
        meetings=[filled.MEETING], objections=[filled.OBJECTION], group_opinion="同意",
    )  # fmt: skip
    filled.arrange(world, view)
    page = visit("zhou").get(PAGE).text
    for said in (
        "预备党员转正", "流出地支委会", "按期转为正式党员", "不宜转正", "与本支部意见不一致", "多次不参加组织生活",
        "支部党员大会4次", "未通过", "待核实", "第31条（预备期）", "不自动得出结论",
    ):  # fmt: skip
        assert said in page, said


def test_an_overdue_conversion_tells_its_reason(visit: Visit, world: World) -> None:
    filled.arrange(
        world, filled.view(S.PREPARED, overdue_reason=OverdueReason.TRANSFER, overdue_text="转接期间未讨论", late=True)
    )
    page = visit("zhou").get(PAGE).text
    assert "组织关系转接：转接期间未讨论" in page
    assert "已超期" in page


def test_the_ballot_is_reckoned_before_it_is_recorded(visit: Visit, world: World) -> None:
    filled.arrange(world, filled.view(S.READY, P.RECEIVED))
    address = f"{PAGE}/home/hold_conversion_meeting"
    browser = visit("zhou")
    sent = filled.FILLED["home/hold_conversion_meeting"][1] | {"yes": "6", "no": "3"}
    answer = browser.send(address, browser.get(address), **sent)
    assert "决议不通过，须再次召开支部大会" in answer.text
    assert world.heard == []


@pytest.mark.parametrize("filed", [True, False])
def test_a_new_opinion_of_the_host_names_the_one_it_replaces(visit: Visit, world: World, filed: bool) -> None:
    filled.arrange(world, host=filled.watch(WatchStatus.FILED if filed else WatchStatus.DUE, filed=filed))
    address = f"{PAGE}/host/file_opinion"
    browser = visit("zhao")
    page = browser.send(address, browser.get(address), **filled.FILLED["host/file_opinion"][1])
    assert "发出后不能更改" in page.text
    browser.send(address, page, step="confirm")
    assert world.heard[-1].body["supersedes"] == (str(filled.OPINION_ID) if filed else None)


def test_the_host_sees_what_it_owes_and_its_own_notes(visit: Visit, world: World) -> None:
    placed = e.placement(PlacementStatus.ENROLLED, host_branch=e.HOST_BRANCH)
    world.placement_files[str(e.CASE_ID)] = e.host_file(placed)
    filled.arrange(world)
    page = visit("zhao").get(PAGE).text
    assert buttons(page) & VERBS == {"file_opinion", "draft_opinion", "record_observation"}
    assert "学习积极" in page
    assert "拟建议按期转正" in page


@pytest.mark.parametrize(
    "kind",
    [
        TaskKind.RECORD_ADMISSION, TaskKind.RECORD_APPLICATION, TaskKind.REQUEST_OPINION, TaskKind.URGE_OPINION,
        TaskKind.CONSIDER_WAIVER, TaskKind.HOLD_CONVERSION_MEETING, TaskKind.REPORT_RESOLUTION,
        TaskKind.DECIDE_CONVERSION, TaskKind.ANNOUNCE_CONVERSION, TaskKind.FILE_OPINION,
    ],
)  # fmt: skip
def test_every_task_of_the_conversion_has_its_button(kind: TaskKind) -> None:
    service = "inflow" if kind is TaskKind.FILE_OPINION else "outflow"
    assert act_for(e.task(kind, service, due_on=e.TODAY)) is not None


@pytest.mark.parametrize("stage", Stage)
def test_the_steps_show_where_it_stands(stage: Stage) -> None:
    now = [step for step in steps_of(stage) if step.stands == "now"]
    assert len(now) == (0 if stage in (S.CONVERTED, S.REVOKED, S.ENDED) else 1)
    assert len(steps_of(stage)) == len(MAIN_LINE)
