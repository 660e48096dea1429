"""失联查找 and 信息更正 as people see them: buttons by state and post, and what stands on the page."""

from collections.abc import Callable
from typing import Any

import pytest

from services.console.acts.book import act_for
from services.outflow.contract import CaseStatus
from services.outflow.inactivity.contract import InactivityStatus
from services.outflow.lost_contact.contract import LostStatus, Measure, Stage
from shared.corrections.contract import CorrectedField, CorrectionStatus
from shared.policy.task_kinds import TaskKind
from tests.console import filled_lost_contact as filled
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.filled_lost_contact import DAY, correction, loss, record, search, twin
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
PAGE = f"/cases/{e.CASE_ID}"


def at_home(world: World, status: CaseStatus = CaseStatus.CONTACT_AT_RISK, **dossier: Any) -> None:
    case = e.case(certificate=e.certificate(), status=status, departed_on=DAY)
    world.case_files[str(e.CASE_ID)] = e.home_file(case)
    world.home_dossiers[str(e.CASE_ID)] = filled.home_dossier(**dossier)


def test_a_search_is_logged_by_the_branch_and_says_what_is_missing(visit: Visit, world: World) -> None:
    missing = ["查找方式只有1种，至少3种"]
    at_home(world, lost_contact=loss(LostStatus.SEARCHING, missing=missing, searches=[search()], measure_due=None))
    page = visit("zhou").get(PAGE).text
    for words in ("失联查找", "登记查找", "认定前还缺：查找方式只有1种", "停机", "登记联系渠道失效"):
        assert words in page
    assert "home/confirm_lost" not in page


def test_the_confirmation_is_offered_once_nothing_is_missing(visit: Visit, world: World) -> None:
    at_home(world, lost_contact=loss(LostStatus.SEARCHING, measure_due=None))
    page = visit("zhou").get(f"{PAGE}/home/confirm_lost").text
    assert "系统不自动作出任何处理" in page


def test_the_family_is_a_way_only_when_the_member_has_recorded_it(visit: Visit, world: World) -> None:
    at_home(world, lost_contact=loss(LostStatus.SEARCHING, family_recorded=False, measure_due=None))
    assert "本人登记的家属</option>" not in visit("zhou").get(f"{PAGE}/home/log_search").text
    at_home(world, lost_contact=loss(LostStatus.SEARCHING, measure_due=None))
    assert "本人登记的家属</option>" in visit("zhou").get(f"{PAGE}/home/log_search").text


def test_the_branch_meets_and_the_committee_decides(visit: Visit, world: World) -> None:
    at_home(world, CaseStatus.LOST, lost_contact=loss())
    assert "登记支部大会决议" in visit("zhou").get(PAGE).text
    assert "审批失联党员处理" not in visit("liu").get(PAGE).text
    at_home(world, CaseStatus.LOST, lost_contact=loss(stage=Stage.COMMITTEE))
    assert "登记支部大会决议" not in visit("zhou").get(PAGE).text
    assert "审批失联党员处理" in visit("liu").get(PAGE).text
    assert "停止党籍：党委审批" in visit("liu").get(PAGE).text


def test_a_suspended_member_may_apply_for_restoration(visit: Visit, world: World) -> None:
    at_home(world, CaseStatus.SUSPENDED, lost_contact=loss(LostStatus.SUSPENDED, suspended_on=DAY, measure_due=None))
    assert "登记恢复党籍申请" in visit("zhou").get(PAGE).text
    applied = loss(LostStatus.SUSPENDED, suspended_on=DAY, applied_on=DAY, measure_due=Measure.RESTORE)
    at_home(world, CaseStatus.SUSPENDED, lost_contact=applied)
    assert "登记恢复党籍申请" not in visit("zhou").get(PAGE).text


def test_a_correction_stands_on_the_page_and_waits_for_the_committee(visit: Visit, world: World) -> None:
    at_home(world, CaseStatus.ACTIVE, corrections=[correction(CorrectedField.NAME)])
    assert "汪洋" in visit("zhou").get(PAGE).text
    assert "核定信息更正" not in visit("zhou").get(PAGE).text
    assert "核定信息更正" in visit("liu").get(PAGE).text
    at_home(world, CaseStatus.ACTIVE, corrections=[correction(CorrectedField.NAME, CorrectionStatus.APPLIED)])
    assert "核定信息更正" not in visit("liu").get(PAGE).text


def test_a_possible_duplicate_is_named_and_the_committee_may_merge(visit: Visit, world: World) -> None:
    at_home(world, CaseStatus.ACTIVE, possible_duplicates=[twin()])
    assert "可能重复登记" in visit("zhou").get(PAGE).text
    assert "home/merge_members" in visit("liu").get(PAGE).text


def test_the_record_of_article_31_has_a_place_of_its_own(visit: Visit, world: World) -> None:
    at_home(world, CaseStatus.ACTIVE, inactivity=record(InactivityStatus.AT_COMMITTEE))
    assert "六个月不履行义务（条例第三十一条）" in visit("zhou").get(PAGE).text
    assert "home/decide_inactivity" in visit("liu").get(PAGE).text


@pytest.mark.parametrize(
    ("kind", "service", "path"),
    [
        (TaskKind.SEARCH_MEMBER, "outflow", "home/log_search"),
        (TaskKind.CONFIRM_LOST, "outflow", "home/confirm_lost"),
        (TaskKind.RECORD_FINDING, "outflow", "home/record_finding"),
        (TaskKind.HOLD_LOST_MEETING, "outflow", "home/resolve_measure"),
        (TaskKind.CONSIDER_LAPSE, "outflow", "home/resolve_measure"),
        (TaskKind.DECIDE_LOST_MEASURE, "outflow", "home/decide_measure"),
        (TaskKind.FILE_LOST_MEASURE, "outflow", "home/file_measure"),
        (TaskKind.REVIEW_CORRECTION_ORDER, "outflow", "home/review_correction_order"),
        (TaskKind.CONSIDER_INACTIVITY, "outflow", "home/consider_inactivity"),
        (TaskKind.DECIDE_INACTIVITY, "outflow", "home/decide_inactivity"),
        (TaskKind.DECIDE_CORRECTION, "outflow", "home/decide_correction"),
        (TaskKind.DECIDE_CORRECTION, "inflow", "host/decide_correction"),
    ],
)
def test_every_task_has_a_button(kind: TaskKind, service: str, path: str) -> None:
    act = act_for(e.task(kind, service, due_on=DAY))
    assert act is not None
    assert act.path == path
