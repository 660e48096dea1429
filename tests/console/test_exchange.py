"""情况反馈, 通知与求助 on the case page: what stands there, and whose buttons are offered."""

from collections.abc import Callable

import pytest

from services.console.acts.book import act_for
from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind as K
from tests.console import filled_exchange
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
PAGE = f"/cases/{e.CASE_ID}"


@pytest.fixture(autouse=True)
def active_case(world: World) -> None:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(status=CaseStatus.ACTIVE, active_on=filled_exchange.DAY))
    placed = e.placement(PlacementStatus.ENROLLED, host_branch=e.HOST_BRANCH)
    world.placement_files[str(e.CASE_ID)] = e.host_file(placed)
    filled_exchange.arrange(world)


def test_the_page_shows_feedback_changes_summonses_and_requests(visit: Visit) -> None:
    page = visit("zhou").get(PAGE).text
    for words in (
        "情况反馈",
        "已反馈，待流出地阅知",
        "发生重大情况",
        "通知与求助",
        "换届选举",
        "孩子入学有困难",
        "2025年",
    ):
        assert words in page


def test_home_s_branch_is_offered_what_it_owes(visit: Visit) -> None:
    page = visit("zhou").get(PAGE).text
    for button in ("阅知流入地反馈", "询问流入地", "阅知变动通报", "登记召回答复", "召回党员", "登记年度汇报"):
        assert button in page
    assert "填写季度反馈" not in page


def test_the_host_s_branch_is_offered_what_it_owes(visit: Visit) -> None:
    page = visit("zhao").get(PAGE).text
    for button in (
        "填写季度反馈",
        "答复对反馈的询问",
        "向上级和流出地通报",
        "转告召回通知，登记答复",
        "登记通知和关心帮助",
    ):
        assert button in page
    assert "阅知流入地反馈" not in page
    assert "阅知支部报告的变动" not in page


def test_the_host_committee_sees_what_its_branch_reports(visit: Visit) -> None:
    page = visit("wang").get(PAGE).text
    assert "阅知支部报告的变动" in page
    assert "填写季度反馈" not in page


def test_a_case_without_an_exchange_shows_no_panel(visit: Visit, world: World) -> None:
    world.home_dossiers.clear()
    world.host_dossiers.clear()
    page = visit("zhou").get(PAGE).text
    assert "情况反馈" not in page
    assert "通知与求助" not in page


def test_the_election_form_says_where_the_vote_is_cast(visit: Visit) -> None:
    assert "选举权、表决权在流出地行使" in visit("zhou").get(f"{PAGE}/home/call_member").text


AT_HOME = (
    K.ACKNOWLEDGE_FEEDBACK,
    K.ACKNOWLEDGE_CHANGE,
    K.FOLLOW_CHANGE,
    K.ASK_YEARLY_REPORT,
    K.GET_SUMMONS_REPLY,
    K.SEND_HOME_NOTICE,
    K.OBTAIN_FEEDBACK,
    K.ANSWER_REQUEST,
    K.CONFIRM_REQUEST,
)
AT_HOST = (
    K.SEND_FEEDBACK,
    K.ANSWER_FEEDBACK,
    K.TELL_CHANGE,
    K.ACKNOWLEDGE_CHANGE,
    K.RELAY_SUMMONS,
    K.ANSWER_REQUEST,
    K.CONFIRM_REQUEST,
)


@pytest.mark.parametrize("kind", AT_HOME)
def test_each_task_at_home_has_its_button(kind: K) -> None:
    assert act_for(e.task(kind, "outflow", due_on=e.TODAY)) is not None


@pytest.mark.parametrize("kind", AT_HOST)
def test_each_task_at_the_host_has_its_button(kind: K) -> None:
    assert act_for(e.task(kind, "inflow", due_on=e.TODAY)) is not None
