"""The booklet on the case page: which acts are offered to whom, and what is shown of it on either side."""

from collections.abc import Callable
from datetime import date

from services.console.acts.book import act_for
from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind
from tests.console import filled_certificate
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
AWAY = {"departed_on": date(2026, 10, 26), "active_on": date(2026, 11, 9)}


def shown(visit: Visit, world: World, login: str, certificate: str = "IN_USE") -> str:
    case = e.case(CaseStatus.ACTIVE, certificate=e.certificate(certificate), **AWAY)
    world.case_files[str(e.CASE_ID)] = e.home_file(case)
    placement = e.placement(PlacementStatus.ENROLLED, host_branch=e.HOST_BRANCH, enrolled_on=date(2026, 11, 9))
    world.placement_files[str(e.CASE_ID)] = e.host_file(placement)
    filled_certificate.arrange(world)
    page = visit(login).get(f"/cases/{e.CASE_ID}")
    assert page.status_code == 200
    return page.text


def test_the_home_branch_sees_the_booklet_with_its_entries_and_dues(visit: Visit, world: World) -> None:
    page = shown(visit, world, "zhou")
    for words in ("历次活动证", "遗失作废", "党费台账", "未经本人核实", "超期记载", "不实记载"):
        assert words in page
    assert "/home/report_loss" in page
    assert "/home/check_loss" not in page


def test_a_reported_loss_offers_the_check_of_the_facts(visit: Visit, world: World) -> None:
    page = shown(visit, world, "zhou", "LOST")
    assert "/home/check_loss" in page
    assert "/home/report_loss" not in page


def test_the_host_branch_sees_what_to_rewrite_and_who_has_confirmed(visit: Visit, world: World) -> None:
    page = shown(visit, world, "zhao")
    for words in ("活动证记载", "应补记", filled_certificate.NEW, "待本人核实", "本人有异议"):
        assert words in page
    for verb in ("record_entry", "confirm_entry", "review_entry", "take_up_booklet", "report_certificate_lost"):
        assert f"/host/{verb}" in page


def test_the_home_committee_settles_what_was_found_false(visit: Visit, world: World) -> None:
    assert "/home/settle_false_entries" in shown(visit, world, "liu")
    assert "/home/settle_false_entries" not in shown(visit, world, "zhou")


def test_the_checks_consequences_are_told_before_a_number_becomes_void(visit: Visit, world: World) -> None:
    shown(visit, world, "zhou", "LOST")
    browser, address = visit("zhou"), f"/cases/{e.CASE_ID}/home/check_loss"
    asked = browser.send(address, browser.get(address), lost="true", text="已核实")
    assert "原编号立即作废" in asked.text
    assert world.heard == []


def test_every_kind_of_task_of_the_booklet_leads_to_a_form() -> None:
    home = {TaskKind.CHECK_LOSS, TaskKind.REPLACE_CERTIFICATE, TaskKind.SEAL_REPLACEMENT, TaskKind.CHECK_CERTIFICATE}
    for kind in home | {TaskKind.SETTLE_FALSE_ENTRIES}:
        assert act_for(e.task(kind, "outflow", due_on=e.TODAY)) is not None, kind
    host = {TaskKind.CONFIRM_ENTRY, TaskKind.REVIEW_ENTRY, TaskKind.RECORD_ROLE_ENTRY, TaskKind.TAKE_UP_BOOKLET}
    for kind in host | {TaskKind.ANSWER_FALSE_ENTRIES}:
        assert act_for(e.task(kind, "inflow", due_on=e.TODAY)) is not None, kind
    assert act_for(e.task(TaskKind.NUMBER_REPLACEMENT, "registry", due_on=e.TODAY)) is not None
