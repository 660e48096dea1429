"""个案页 and the list of cases."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

from services.inflow.contract import DisputeStage, DisputeView, PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser, fields_of

Visit = Callable[[str], Browser]
PAGE = f"/cases/{e.CASE_ID}"


def both_sides(world: World) -> None:
    reported = e.case(CaseStatus.REPORTED, certificate=e.certificate("ISSUED"), departed_on=date(2026, 10, 26))
    world.case_files[str(e.CASE_ID)] = e.home_file(reported)
    world.placement_files[str(e.CASE_ID)] = e.host_file(e.placement())


def test_both_sides_stand_beside_each_other_with_the_holder_of_the_duty(visit: Visit, world: World) -> None:
    both_sides(world)
    text = visit("zhou").get(PAGE).text
    assert "已报到，待接收" in text
    assert "已报到，待查验" in text
    duty = text[text.index("共管责任") :]
    assert "蒋王街道双桥村党支部" in duty[:200]


def test_the_steps_of_both_histories_are_one_line_in_order_of_time(visit: Visit, world: World) -> None:
    both_sides(world)
    text = visit("zhou").get(PAGE).text
    steps = text[text.index("办理经过") :]
    places = [steps.index(what) for what in ("登记流出", "行前教育", "活动证盖章", "发放活动证", "登记党员报到")]
    assert places == sorted(places)
    assert "王敏（接收专人）" in steps
    assert "收到报到通报" in steps
    assert "天长市秦栏镇党委" in steps
    assert "隔 7 个工作日，共 11 天" in steps
    assert "隔 1 个工作日）" in steps


def test_every_rung_tells_why_it_fired_and_to_whom_it_went(visit: Visit, world: World) -> None:
    both_sides(world)
    text = visit("zhou").get(PAGE).text
    assert "上送基层党委负责人：中共天长市委组织部" in text
    assert "基层党委没有在岗人员，改送上一级" in text
    assert "个工作日；不计入：" in text
    assert "依据：" in text


def test_what_happens_next_by_itself_is_announced(visit: Visit, world: World) -> None:
    both_sides(world)
    assert "没有办结时，系统会自动做什么" in visit("zhou").get(PAGE).text


def test_the_departments_own_task_is_shown_to_organisers(visit: Visit, world: World) -> None:
    both_sides(world)
    world.tasks["registry"] = [e.task(TaskKind.NUMBER_CERTIFICATE, "registry", due_on=e.TODAY)]
    assert "<h3>活动证编号" in visit("chen").get(PAGE).text
    assert "<h3>活动证编号" not in visit("zhou").get(PAGE).text


def test_letters_contacts_and_certificate_are_shown_with_their_state(visit: Visit, world: World) -> None:
    both_sides(world)
    text = visit("zhou").get(PAGE).text
    for shown in ("流出通知", "已送达", "2026Q4", "联系过，未联系上", "电话 · 没有联系上", "321003-2026-000012"):
        assert shown in text


def test_only_acts_of_this_state_and_post_are_offered(visit: Visit, world: World) -> None:
    both_sides(world)
    branch = visit("zhou").get(PAGE).text
    assert "登记联系" in branch
    assert "/home/brief_member" not in branch
    assert "/host/verify_certificate" not in branch
    reception = visit("wang").get(PAGE).text
    assert "/host/verify_certificate" in reception
    assert "/host/refuse_member" in reception
    assert "/home/record_contact" not in reception


def test_a_dispute_is_decided_by_the_department_of_the_stage(visit: Visit, world: World) -> None:
    dispute = DisputeView(
        stage="REVIEW", origin="NO_LISTED_GROUND", opened_on=date(2026, 11, 16), outcome=None, text="", finding="",
        proposal="", decided_on=None,
    )  # fmt: skip
    refused = e.placement(PlacementStatus.REFUSED, dispute=dispute)
    world.placement_files[str(e.CASE_ID)] = e.host_file(refused)
    assert "/host/decide_dispute" in visit("sun").get(PAGE).text
    assert "/host/decide_dispute" not in visit("wang").get(PAGE).text
    provincial = refused.model_copy(update={"dispute": dispute.model_copy(update={"stage": DisputeStage.PROVINCIAL})})
    world.placement_files[str(e.CASE_ID)] = e.host_file(provincial)
    assert "/host/decide_dispute" not in visit("sun").get(PAGE).text


def test_the_host_alone_is_shown_to_those_who_may_not_see_home(visit: Visit, world: World) -> None:
    world.placement_files[str(e.CASE_ID)] = e.host_file(e.placement())
    text = visit("wang").get(PAGE).text
    assert "流出地一侧不在您的查看范围内" in text
    assert "周超" in text


def test_one_side_out_of_reach_leaves_the_other(visit: Visit, world: World) -> None:
    both_sides(world)
    browser = visit("zhou")
    browser.get(PAGE)
    world.down.add("inflow")
    text = browser.get(PAGE).text
    assert "流入地一侧暂时连不上" in text
    assert "已报到，待接收" in text


def test_an_unknown_case_and_a_foreign_one_look_alike(visit: Visit, world: World) -> None:
    page = visit("zhou").get(f"/cases/{uuid4()}")
    assert page.status_code == 404
    assert "没有找到，或不在您的管理范围内" in page.text
    assert visit("zhou").get("/cases/nonsense").status_code == 404


def test_a_host_off_the_platform_is_said_to_be_one(visit: Visit, world: World) -> None:
    away = e.case(
        CaseStatus.DEPARTED, host_on_platform=False, host_committee=None, host_name="", host_region="440000",
        host_region_name="深圳市南山区",
    )  # fmt: skip
    world.case_files[str(e.CASE_ID)] = e.home_file(away)
    text = visit("zhou").get(PAGE).text
    assert "深圳市南山区" in text
    assert "对方不在平台上" in text
    assert "/home/send_paper_notice" in text
    assert "/home/record_host_answer" in text


def test_names_are_searched_by_post_and_never_stand_in_an_address(visit: Visit, world: World) -> None:
    both_sides(world)
    browser = visit("zhou")
    found = browser.send("/cases", text="汪海")
    assert found.status_code == 200
    assert e.NUMBER in found.text
    assert ("outflow", "/cases/search") in world.asked
    assert "汪海" not in str(found.headers)
    assert e.NUMBER not in browser.send("/cases", text="没有这个人").text
    assert e.NUMBER in browser.get("/cases?text=没有这个人").text


def test_filters_without_a_name_make_an_address_that_can_be_kept(visit: Visit, world: World) -> None:
    both_sides(world)
    found = visit("zhou").send("/cases", status="REPORTED", committee=e.COMMITTEE)
    assert found.headers["location"] == f"/cases?side=home&status=REPORTED&committee={e.COMMITTEE}"


def test_long_lists_have_a_next_page_also_while_searching_by_name(visit: Visit, world: World) -> None:
    for n in range(70):
        case = e.case(case_id=uuid4(), number=f"321003-2026-{n:06}")
        world.case_files[str(case.case_id)] = e.home_file(case)
    browser = visit("zhou")
    assert "查看全部流出个案" in browser.get("/cases").text
    assert "/cases?side=home&amp;after=50" in browser.get("/cases?side=home").text
    first = browser.send("/cases", side="home", text="汪海")
    second = fields_of(first, "/cases")
    assert second["after"] == "50"
    assert "321003-2026-000069" in browser.send("/cases", first).text


def test_markup_in_data_is_shown_literally(visit: Visit, world: World) -> None:
    evil = "<script>alert(1)</script>"
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(query=evil, host_name=evil))
    browser = visit("zhou")
    assert evil not in browser.get(PAGE).text + browser.get("/cases").text
    assert "&lt;script&gt;" in browser.get(PAGE).text
