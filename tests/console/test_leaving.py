"""A case that nears its end, as people see it: buttons by state and post, and what stands on the page."""

from collections.abc import Callable
from typing import Any

import pytest

from services.console.acts.book import act_for
from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.filled_leaving import DAY, claim, home_dossier, host_dossier
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
PAGE = f"/cases/{e.CASE_ID}"


def at_home(world: World, **changed: Any) -> None:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(certificate=e.certificate(), **changed))


def at_host(world: World, **changed: Any) -> None:
    world.placement_files[str(e.CASE_ID)] = e.host_file(e.placement(**changed))


def test_an_active_case_offers_relocation_and_return_to_the_secretary(visit: Visit, world: World) -> None:
    at_home(world, status=CaseStatus.ACTIVE, active_on=DAY)
    page = visit("zhou").get(PAGE).text
    assert "变更流入地" in page
    assert "登记返回" in page
    assert "返回查验" not in page
    assert "停止党籍" not in page


def test_the_committee_suspends_and_ends(visit: Visit, world: World) -> None:
    at_home(world, status=CaseStatus.ACTIVE, active_on=DAY)
    page = visit("liu").get(PAGE).text
    assert "停止党籍" in page
    assert "党员去世、党籍终止" in page
    assert "变更流入地" not in page


def test_a_returning_member_first_reports_and_is_then_inspected(visit: Visit, world: World) -> None:
    at_home(world, status=CaseStatus.RETURNING, active_on=DAY)
    world.home_dossiers[str(e.CASE_ID)] = home_dossier(e.CASE_ID, returns_on=DAY)
    page = visit("zhou").get(PAGE).text
    assert "登记党员已报告返回" in page
    assert "home/inspect_return" not in page
    world.home_dossiers[str(e.CASE_ID)] = home_dossier(e.CASE_ID, returns_on=DAY, return_reported_on=DAY)
    page = visit("zhou").get(PAGE).text
    assert "home/inspect_return" in page
    assert "home/report_return" not in page


def test_the_page_says_who_keeps_him_between_two_hosts_and_who_claims_him(visit: Visit, world: World) -> None:
    at_home(world, status=CaseStatus.RELOCATING)
    world.home_dossiers[str(e.CASE_ID)] = home_dossier(
        e.CASE_ID, relocating_since=DAY, former_name="朱塘村党支部", claims=[claim()]
    )
    page = visit("zhou").get(PAGE).text
    assert "原流入地 朱塘村党支部" in page
    assert "新流入地接收前继续管理" in page
    assert "另一流入地来函" in page
    assert "确认由哪个流入地管理" in page


def test_a_settled_claim_offers_nothing_more(visit: Visit, world: World) -> None:
    at_home(world, status=CaseStatus.ACTIVE, active_on=DAY)
    world.home_dossiers[str(e.CASE_ID)] = home_dossier(e.CASE_ID, claims=[claim(settled_on=DAY)])
    page = visit("zhou").get(PAGE).text
    assert "仍由现流入地管理" in page
    assert "home/settle_host_claim" not in page


def test_an_end_is_confirmed_on_a_second_page_that_says_what_follows(visit: Visit, world: World) -> None:
    at_home(world, status=CaseStatus.ACTIVE, active_on=DAY)
    page = visit("liu").get(f"{PAGE}/home/record_ending").text
    assert "下一步：看看会发生什么" in page
    assert "重复登记" not in page


def test_the_host_is_asked_for_the_note_and_shows_it_afterwards(visit: Visit, world: World) -> None:
    at_host(world, status=PlacementStatus.ENROLLED, host_branch=e.HOST_BRANCH, leaving_since=DAY, note_owed=True)
    assert "写流入期间情况说明" in visit("zhao").get(PAGE).text
    at_host(world, status=PlacementStatus.RELEASED, host_branch=e.HOST_BRANCH, released_on=DAY)
    world.host_dossiers[str(e.CASE_ID)] = host_dossier(e.CASE_ID)
    page = visit("zhao").get(PAGE).text
    assert "应到6次" in page
    assert "host/release_member" not in page


@pytest.mark.parametrize(
    ("kind", "service", "path"),
    [
        (TaskKind.RELOCATE_MEMBER, "outflow", "home/relocate_member"),
        (TaskKind.REPORT_RETURN, "outflow", "home/report_return"),
        (TaskKind.INSPECT_RETURN, "outflow", "home/inspect_return"),
        (TaskKind.CONFIRM_TRANSFER, "outflow", "home/record_transfer_accepted"),
        (TaskKind.SETTLE_HOST_CLAIM, "outflow", "home/settle_host_claim"),
        (TaskKind.RELEASE_MEMBER, "inflow", "host/release_member"),
        (TaskKind.ACCEPT_TRANSFER, "inflow", "host/accept_transfer"),
    ],
)
def test_every_task_of_leaving_has_a_button(kind: TaskKind, service: str, path: str) -> None:
    act = act_for(e.task(kind, service, due_on=DAY))
    assert act is not None
    assert act.path == path
