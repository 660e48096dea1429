"""The forms of the acts: checked here, sent once, refused in words."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from services.console.acts.book import ACTS, act_for
from services.console.pages.todo import act_of
from services.console.subject_pages import BETWEEN, ELSEWHERE
from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from services.registry.contract import CertificateNumber
from shared.policy.task_kinds import TaskKind
from shared.problem_details import FieldProblem, Problem
from tests.console import filled_certificate, filled_conversion, filled_exchange, filled_leaving, filled_lost_contact
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser, fields_of

Visit = Callable[[str], Browser]
HOME, HOST = f"/cases/{e.CASE_ID}/home", f"/cases/{e.CASE_ID}/host"
LATE = Problem(
    status=409,
    code="step_already_taken",
    detail="行前教育已经登记。",
    details={"by": "李明", "organisation": e.BRANCH, "at": "2026-11-20T01:05:00+00:00", "act": "brief_member"},
)


@pytest.fixture(autouse=True)
def case_on_both_sides(world: World) -> None:
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(certificate=e.certificate()))
    world.placement_files[str(e.CASE_ID)] = e.host_file(e.placement())
    world.home_dossiers[str(e.CASE_ID)] = filled_leaving.home_dossier(e.CASE_ID, claims=[filled_leaving.claim()])
    filled_certificate.arrange(world)
    filled_conversion.arrange(world)
    filled_exchange.arrange(world)
    filled_lost_contact.arrange(world)
    world.certificates.append(requested())


def requested() -> CertificateNumber:
    return CertificateNumber(
        certificate_id=e.CERTIFICATE_ID, case_id=e.CASE_ID, case_number=e.NUMBER, department=e.DEPARTMENT,
        department_name="中共邗江区委组织部", home_branch=e.BRANCH, home_branch_name="蒋王街道双桥村党支部",
        requested_on=date(2026, 10, 13), number=None, numbered_on=None, status="REQUESTED",
    )  # fmt: skip


FILLED: dict[str, tuple[str, dict[str, str]]] = {
    "home/brief_member": ("zhou", {"topics": "按时报到、按月交纳党费"}),
    "home/request_certificate": ("zhou", {}),
    "registry/number_certificate": ("chen", {}),
    "home/seal_certificate": ("liu", {}),
    "home/issue_certificate": ("zhou", {"signed_by_member": "true"}),
    "home/report_arrival": ("zhou", {}),
    "host/report_arrival": ("wang", {}),
    "home/answer_query": ("zhou", {"confirmed": "true", "text": "属实"}),
    "host/verify_certificate": ("wang", {"result": "VERIFIED", "certificate_number": e.NUMBER}),
    "host/place_member": ("wang", {"host_branch": e.HOST_BRANCH}),
    "host/enrol_member": ("zhao", {"group": "第一党小组", "contact_person": "赵强"}),
    "host/refuse_member": ("wang", {"reason": "G2", "text": "照片与本人不符", "resolution": "纪要〔2026〕12号"}),
    "host/decide_dispute": ("sun", {"outcome": "OVERRULED", "text": "理由不成立"}),
    "home/object_to_refusal": ("liu", {"text": "证件真实有效"}),
    "home/name_host": ("zhou", {"host_committee": e.HOST_COMMITTEE, "text": "改到天长务工"}),
    "home/record_contact": ("zhou", {"channel": "phone", "reached": "true"}),
    "home/cancel_departure": ("zhou", {"reason": "本人取消外出"}),
    "home/record_host_answer": ("zhou", {"answer": "ENROLLED"}),
    "home/send_paper_notice": ("zhou", {}),
    "home/propose_coordination": ("chen", {"outcome": "OVERRULED", "text": "应当接收"}),
    "host/answer_look": ("wang", {"found": "false", "text": "住处已搬空"}),
    "home/reveal_field": ("zhou", {"field": "phone", "reason": "季度联系"}),
    "host/reveal_field": ("wang", {"field": "id_number", "reason": "查验证件"}),
}  # fmt: skip
for one in (filled_lost_contact, filled_exchange, filled_certificate, filled_conversion, filled_leaving):
    FILLED |= one.FILLED


def test_every_act_of_the_console_is_tried_here() -> None:
    assert set(FILLED) == {act.path for act in ACTS}


@pytest.mark.parametrize("path", FILLED)
def test_an_act_reaches_its_service_once_with_the_key_of_its_form(visit: Visit, world: World, path: str) -> None:
    login, filled = FILLED[path]
    browser, address = visit(login), f"/cases/{e.CASE_ID}/{path}"
    page = browser.get(address)
    assert page.status_code == 200
    key = fields_of(page, address)["key"]
    answer = browser.send(address, page, **filled)
    if answer.status_code == 200 and 'value="confirm"' in answer.text:
        assert world.heard == []
        answer = browser.send(address, answer, step="confirm")
    assert answer.status_code in (200, 303), answer.text
    assert [one.key for one in world.heard] == [key]
    if answer.status_code == 303:
        assert "已办理：" in browser.follow(answer).text


ON_BOTH_SIDES = {TaskKind.COORDINATE_JOINTLY, *filled_exchange.ON_BOTH_SIDES, *filled_lost_contact.ON_BOTH_SIDES}


@pytest.mark.parametrize("kind", sorted(ELSEWHERE.keys() | BETWEEN.keys()))
def test_a_task_that_belongs_to_no_case_leads_to_the_page_where_it_is_done(kind: TaskKind) -> None:
    task = e.task(kind, "registry", due_on=e.TODAY)
    assert act_of(task)["href"] == ELSEWHERE.get(kind, f"/between/{BETWEEN.get(kind)}/{task.case_id}")


@pytest.mark.parametrize("kind", sorted(set(TaskKind) - ELSEWHERE.keys() - BETWEEN.keys()))
def test_every_kind_of_task_leads_to_an_act_of_its_own_service(kind: TaskKind) -> None:
    led = [one for one in ("outflow", "inflow", "registry") if act_for(e.task(kind, one, due_on=e.TODAY))]
    assert led == (["outflow", "inflow"] if kind in ON_BOTH_SIDES else led[:1])
    assert led


def test_what_is_missing_is_told_on_top_and_beside_the_field(visit: Visit, world: World) -> None:
    refused = visit("zhou").send(f"{HOME}/brief_member", topics=" ", briefed_by="李明", held_on="2026-13-45")
    assert refused.status_code == 422
    assert "有 2 处需要改正" in refused.text
    assert '<a href="#f-topics">请填写谈话内容</a>' in refused.text
    assert 'id="f-topics-error">请填写谈话内容' in refused.text
    assert "谈话日期请填写年月日" in refused.text
    assert 'value="李明"' in refused.text
    assert world.heard == []


def test_a_choice_that_was_not_offered_is_refused_here(visit: Visit, world: World) -> None:
    refused = visit("wang").send(f"{HOST}/place_member", host_branch=e.BRANCH)
    assert "请从选项中选择党支部" in refused.text
    assert world.heard == []


def test_a_refusal_of_the_service_stands_beside_its_field_and_keeps_what_was_typed(visit: Visit, world: World) -> None:
    beside = [FieldProblem(field="certificate_number", message="与流出通知上的编号不一致")]
    world.refusals["/verification"] = [
        Problem(status=422, code="certificate_number_differs", detail="编号不一致，请核对原件。", fields=beside)
    ]
    browser, path = visit("wang"), f"{HOST}/verify_certificate"
    page = browser.get(path)
    refused = browser.send(path, page, result="VERIFIED", certificate_number="321003-2026-000099")
    assert refused.status_code == 422
    assert "编号不一致，请核对原件。" in refused.text
    assert 'id="f-certificate-number-error">与流出通知上的编号不一致' in refused.text
    assert 'value="321003-2026-000099"' in refused.text
    assert fields_of(refused, path)["key"] == fields_of(page, path)["key"]


def test_the_one_who_comes_second_reads_who_was_first_and_when(visit: Visit, world: World) -> None:
    world.refusals["/briefing"] = [LATE]
    refused = visit("zhou").send(f"{HOME}/brief_member", topics="按时报到")
    assert refused.status_code == 409
    assert "先办的人：李明 · 蒋王街道双桥村党支部 · 2026-11-20 09:05 · 行前教育" in refused.text


def test_an_outage_keeps_what_was_typed_and_sends_it_again_with_the_same_key(visit: Visit, world: World) -> None:
    browser, path = visit("zhou"), f"{HOME}/brief_member"
    page = browser.get(path)
    key = fields_of(page, path)["key"]
    world.down |= {"outflow", "inflow"}
    kept = browser.send(path, page, topics="按时报到")
    assert kept.status_code == 503
    assert "已填写的内容没有丢失，请稍后再试" in kept.text
    world.down.clear()
    assert browser.send(path, kept).status_code == 303
    assert [(one.key, one.body["topics"]) for one in world.heard] == [(key, "按时报到")]


def test_a_key_used_for_something_else_is_replaced(visit: Visit, world: World) -> None:
    world.refusals["/briefing"] = [Problem(status=422, code="idempotency_key_reused", detail="请刷新页面后重新提交。")]
    browser, path = visit("zhou"), f"{HOME}/brief_member"
    page = browser.get(path)
    refused = browser.send(path, page, topics="按时报到")
    assert fields_of(refused, path)["key"] != fields_of(page, path)["key"]


def test_irreversible_acts_show_their_consequences_before_anything_is_sent(visit: Visit, world: World) -> None:
    browser, path = visit("zhou"), f"{HOME}/issue_certificate"
    second = browser.send(path, signed_by_member="true")
    assert "提交以后" in second.text
    assert "30 天报到期限" in second.text
    assert world.heard == []
    changed = browser.send(path, second, step="edit")
    assert fields_of(changed, path)["signed_by_member"] == "true"
    assert browser.send(path, second, step="confirm").status_code == 303


def test_grounds_of_refusal_are_listed_with_their_wording(visit: Visit) -> None:
    text = visit("wang").get(f"{HOST}/refuse_member").text
    for wording in (
        "活动证无效或系伪造",
        "持证人与证件不符",
        "所在地不属于本党委管辖范围",
        "没有合适支部",
        "会立即启动",
    ):
        assert wording in text


def test_a_reason_outside_the_list_warns_that_a_review_opens(visit: Visit) -> None:
    filled = {"reason": "too_many", "text": "人太多", "resolution": "纪要1号"}
    second = visit("wang").send(f"{HOST}/refuse_member", **filled)
    assert "不在规定的拒收范围内" in second.text
    assert "人数太多" in second.text


def test_g5_must_name_the_right_committee(visit: Visit, world: World) -> None:
    browser, path = visit("wang"), f"{HOST}/refuse_member"
    filled = {"reason": "G5", "text": "住在铜城镇", "resolution": "纪要1号"}
    assert "请指明应当接收的党委" in browser.send(path, **filled).text
    second = browser.send(path, **filled, to_committee="341181002")
    assert "转由天长市铜城镇党委接收" in second.text
    browser.send(path, second, step="confirm")
    assert world.heard[0].body["to_committee"] == "341181002"


def test_a_refusal_with_a_ground_does_not_carry_another_committee(visit: Visit, world: World) -> None:
    browser, path = visit("wang"), f"{HOST}/refuse_member"
    filled = {"reason": "G1", "text": "伪造", "resolution": "纪要1号", "to_committee": "341181002"}
    browser.send(path, browser.send(path, **filled), step="confirm")
    assert world.heard[0].body["to_committee"] is None


def test_a_host_off_the_platform_needs_a_province(visit: Visit, world: World) -> None:
    browser, path = visit("zhou"), f"{HOME}/name_host"
    filled = {"host_committee": "elsewhere", "text": "改到深圳", "host_region_name": "深圳市"}
    assert "请选择所在省份" in browser.send(path, **filled).text
    assert browser.send(path, **filled, host_region="440000").status_code == 303
    assert world.heard[0].body["host_region"] == "440000"
    assert world.heard[0].body["host_committee"] is None


def test_only_branches_below_the_committee_are_offered_for_placing(visit: Visit) -> None:
    text = visit("wang").get(f"{HOST}/place_member").text
    assert "秦栏镇朱塘村党支部" in text
    assert "铜城镇新民村党支部" not in text


def test_a_revealed_value_is_shown_once_and_not_in_an_address(visit: Visit, world: World) -> None:
    shown = visit("zhou").send(f"{HOME}/reveal_field", field="id_number", reason="核对身份")
    assert shown.status_code == 200
    assert "320000199001011237" in shown.text
    assert shown.headers["cache-control"] == "no-store"


def test_the_form_of_a_side_one_may_not_see_is_not_found(visit: Visit, world: World) -> None:
    del world.case_files[str(e.CASE_ID)]
    assert visit("wang").get(f"{HOME}/brief_member").status_code == 404
    assert visit("wang").get(f"/cases/{e.CASE_ID}/home/nonsense").status_code == 404
    assert visit("wang").get(f"/cases/{uuid4()}/host/place_member").status_code == 404


def test_buttons_follow_the_certificate_from_hand_to_hand(visit: Visit, world: World) -> None:
    for status, login, verb in (("NUMBERED", "liu", "seal_certificate"), ("SEALED", "zhou", "issue_certificate")):
        world.case_files[str(e.CASE_ID)] = e.home_file(e.case(certificate=e.certificate(status)))
        assert f"/home/{verb}" in visit(login).get(f"/cases/{e.CASE_ID}").text
    assert "/registry/number_certificate" in visit("chen").get(f"/cases/{e.CASE_ID}").text
    world.case_files[str(e.CASE_ID)] = e.home_file(e.case(CaseStatus.DEPARTED))
    world.placement_files[str(e.CASE_ID)] = e.host_file(e.placement(PlacementStatus.EXPECTED))
    assert "/home/cancel_departure" not in visit("zhou").get(f"/cases/{e.CASE_ID}").text
    assert "/host/report_arrival" in visit("wang").get(f"/cases/{e.CASE_ID}").text


@pytest.mark.parametrize("side", ["home", "host"])
def test_the_standing_is_corrected_in_words_and_kept_as_a_code(visit: Visit, world: World, side: str) -> None:
    login, path = {"home": ("zhou", HOME), "host": ("zhao", HOST)}[side]
    said = {"field": "STANDING", "value": "预备党员", "text": "登记有误"}
    assert visit(login).send(f"{path}/report_correction", **said).status_code == 303
    assert world.heard[-1].body["value"] == "PROBATIONARY"
