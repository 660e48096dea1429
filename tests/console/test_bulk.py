"""批量办理: ticked rows, one form, a dry run, the act slice by slice; every row with its own answer and its own key."""

import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import httpx
import pytest

from services.console.acts.book import ACTS
from services.console.bulk import running
from services.console.bulk.limits import FIELDS_PER_ROW, ROWS_AT_MOST
from services.console.bulk.many import MANY, OF_ACTS, Picked
from services.console.forms.fields import Kind
from services.console.guard import MAX_FIELDS
from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind
from shared.problem_details import FieldProblem, Problem
from shared.waiting.contract import Matter
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
TICK = re.compile(r'<input class="pick" type="checkbox"[^>]* name="(row-[^"]+)" value="([^"]*)"[^>]*?( checked)?>')
ENTRY = {"happened_on": "2026-11-20", "kind": "ACTIVITY_DAY", "content": "集体学习", "place": "社区党群服务中心"}
LATE = Problem(
    status=409,
    code="step_already_taken",
    detail="此事已有人先办。",
    details={"by": "李明", "organisation": e.BRANCH, "at": "2026-11-20T01:05:00+00:00"},
)
UNKNOWN = Problem(status=404, code="not_found", detail="没有找到，或不在您的管理范围内。")


def placed(world: World, number: int) -> None:
    for n in range(number):
        one = e.placement(PlacementStatus.ENROLLED, case_id=uuid4(), host_branch=e.HOST_BRANCH)
        one = one.model_copy(update={"case_number": f"321003-2026-{n:06}"})
        world.placement_files[str(one.case_id)] = e.host_file(one)


def away(world: World, number: int) -> None:
    for n in range(number):
        case = e.case(CaseStatus.ACTIVE, case_id=uuid4(), number=f"321003-2026-{n:06}")
        world.case_files[str(case.case_id)] = e.home_file(case)


def ticks(page: httpx.Response) -> dict[str, str]:
    return {name: unescape(value) for name, value, _ in TICK.findall(page.text)}


def ticked(page: httpx.Response) -> int:
    return sum(bool(on) for _, _, on in TICK.findall(page.text))


def choose(browser: Browser, at: str, many: str, leave_out: int = 0) -> httpx.Response:
    page = browser.get(at)
    chosen = dict(list(ticks(page).items())[leave_out:])
    return browser.send("/bulk", page, many=many, **chosen)


def go_on(browser: Browser, page: httpx.Response, **filled: str) -> httpx.Response:
    return browser.send("/bulk", page, **filled)


def tags(page: httpx.Response) -> list[str]:
    return re.findall(r'<span class="tag [a-z]*">([^<]+)</span>', page.text)


def test_the_same_activity_of_thirty_is_tried_out_then_recorded_once_each(visit: Visit, world: World) -> None:
    placed(world, 30)
    browser = visit("zhao")
    form = choose(browser, "/cases?side=host", "host/record_entry")
    assert "共 30 条" in form.text
    tried = go_on(browser, form, **ENTRY)
    assert (tags(tried), len(world.tried), world.heard) == (["可以办理"] * 30, 30, [])
    done = go_on(browser, tried, step="confirm")
    assert tags(done) == ["已办理"] * 30
    assert len({one.path for one in world.heard}) == len({one.key for one in world.heard}) == 30
    assert all(one.body["content"] == "集体学习" for one in world.heard)
    assert f'href="/cases/{next(iter(world.placement_files))}"' in done.text


def test_a_dry_run_is_sent_with_the_key_of_the_act(visit: Visit, world: World) -> None:
    placed(world, 3)
    browser = visit("zhao")
    tried = go_on(browser, choose(browser, "/cases?side=host", "host/record_entry"), **ENTRY)
    for _ in range(2):  # a reload, or "back" and again
        go_on(browser, tried, step="confirm")
    keys = [one.key for one in world.tried]
    assert len(set(keys)) == 3
    assert [one.key for one in world.heard] == keys * 2


def test_what_differs_has_a_line_for_each_and_its_own_fault(visit: Visit, world: World) -> None:
    away(world, 3)
    browser = visit("zhou")
    form = choose(browser, "/cases?side=home", "home/record_dues")
    common = {"month": "2026-10", "paid_on": "2026-11-20"}
    amounts = {"amount--0": "20", "amount--1": "三十", "amount--2": "40.50"}
    refused = go_on(browser, form, **common, **amounts)
    assert refused.status_code == 422
    assert "有 1 处需要改正" in refused.text
    assert 'id="f-amount--1-error"' in refused.text
    assert world.tried == []
    tried = go_on(browser, refused, **{"amount--1": "30"})
    assert "金额（元）：40.50" in tried.text
    go_on(browser, tried, step="confirm")
    assert sorted(one.body["amount"] for one in world.heard) == ["20", "30", "40.50"]
    assert {one.body["month"] for one in world.heard} == {"2026-10"}


def test_dues_in_the_booklet_settle_the_kind_of_the_entry(visit: Visit, world: World) -> None:
    placed(world, 1)
    browser = visit("zhao")
    form = choose(browser, "/cases?side=host", "host/record_entry.dues")
    assert 'name="kind"' not in form.text
    told = {"happened_on": "2026-11-20", "content": "交纳党费", "month": "2026-10", "amount--0": "15"}
    go_on(browser, go_on(browser, form, **told), step="confirm")
    (one,) = world.heard
    assert (one.body["kind"], one.body["month"], one.body["amount"]) == ("DUES", "2026-10", "15")


def test_what_cannot_be_done_says_why_and_is_left_out(visit: Visit, world: World) -> None:
    placed(world, 3)
    wrong = Problem(
        status=422, code="invalid", detail="填写有误。", fields=[FieldProblem(field="x", message="早于入册")]
    )
    for case_id, problem in zip(world.placement_files, (LATE, UNKNOWN, wrong), strict=True):
        world.refusals[f"{case_id}/entries"] = [problem]
    placed(world, 1)
    browser = visit("zhao")
    tried = go_on(browser, choose(browser, "/cases?side=host", "host/record_entry"), **ENTRY)
    assert tags(tried) == ["不能办理", "不能办理", "不能办理", "可以办理"]
    for said in ("此事已有人先办。 先办的人：李明", "不属于本组织", "填写有误。（早于入册）"):
        assert said in tried.text
    done = go_on(browser, tried, step="confirm")
    assert tags(done) == ["没有选", "没有选", "没有选", "已办理"]
    assert "先办的人：李明" in done.text
    assert len(world.heard) == 1


def test_somebody_was_first_between_the_dry_run_and_the_act(visit: Visit, world: World) -> None:
    placed(world, 2)
    browser = visit("zhao")
    tried = go_on(browser, choose(browser, "/cases?side=host", "host/record_entry"), **ENTRY)
    world.refusals[f"{next(iter(world.placement_files))}/entries"] = [LATE]
    done = go_on(browser, tried, step="confirm")
    assert tags(done) == ["没有办成", "已办理"]
    assert "先办的人：李明" in done.text


def test_a_batch_goes_on_in_slices_and_says_what_is_left(
    visit: Visit, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "SLICE_ROWS", 2)
    placed(world, 5)
    browser = visit("zhao")
    page = go_on(browser, choose(browser, "/cases?side=host", "host/record_entry"), **ENTRY)
    assert tags(page) == ["可以办理"] * 2 + ["还没有试办"] * 3
    assert 'name="step" value="confirm"' not in page.text
    page = go_on(browser, go_on(browser, page))
    page = go_on(browser, page, step="confirm")
    assert (tags(page), len(world.heard)) == (["已办理"] * 2 + ["还没有办"] * 3, 2)
    assert "继续：还有 3 条" in page.text
    assert " data-continue" in page.text
    page = go_on(browser, go_on(browser, page))
    assert tags(page) == ["已办理"] * 5
    assert len({one.key for one in world.heard}) == 5 == len(world.heard)


def test_an_outage_in_the_midst_loses_nothing(visit: Visit, world: World) -> None:
    placed(world, 2)
    browser = visit("zhao")
    tried = go_on(browser, choose(browser, "/cases?side=host", "host/record_entry"), **ENTRY)
    world.down.add("inflow")
    broken = go_on(browser, tried, step="confirm")
    assert (broken.status_code, tags(broken)) == (503, ["还没有办"] * 2)
    assert " data-continue" not in broken.text
    world.down.clear()
    assert tags(go_on(browser, broken)) == ["已办理"] * 2


def test_a_session_that_ends_in_the_midst_brings_the_batch_back(visit: Visit, world: World) -> None:
    placed(world, 2)
    browser = visit("zhao")
    tried = go_on(browser, choose(browser, "/cases?side=host", "host/record_entry"), **ENTRY)
    world.refusals["/entries"] = [Problem(status=401, code="not_signed_in", detail="登录已失效，请重新登录。")]
    signing_in = go_on(browser, tried, step="confirm")
    assert signing_in.status_code == 401
    back = browser.follow(browser.send("/sign-in", signing_in, login="zhao", password="correct-horse-battery"))
    assert "办理结果" in back.text or "试办结果" in back.text
    again = go_on(browser, back, step="confirm") if "试办结果" in back.text else go_on(browser, back)
    assert tags(again) == ["已办理"] * 2
    assert len({one.key for one in world.heard}) == 2


def test_nothing_ticked_and_too_much_ticked_are_refused_in_words(visit: Visit, world: World) -> None:
    placed(world, 1)
    browser = visit("zhao")
    page = browser.get("/cases?side=host")
    nothing = browser.send("/bulk", page, many="host/record_entry")
    assert (nothing.status_code, "请先在清单里勾选" in nothing.text) == (422, True)
    placed(world, ROWS_AT_MOST)
    page = browser.get("/cases?side=host")
    assert "一次最多办理 200 条" in browser.send("/bulk", page, many="host/record_entry", **ticks(page)).text
    assert "请选择要办理的事项" in browser.send("/bulk", page, many="home/cancel_departure", **ticks(page)).text
    form = choose(browser, "/cases?side=host", "host/record_entry", leave_out=1)
    assert "共 200 条" in form.text
    tried = go_on(browser, form, **ENTRY)
    assert tags(tried).count("可以办理") == 50
    broken = browser.send("/bulk", tried, **{"row-0": "nonsense"})
    assert (broken.status_code, "内容不完整" in broken.text) == (422, True)


def test_a_confirmation_without_a_tick_does_nothing(visit: Visit, world: World) -> None:
    placed(world, 1)
    browser = visit("zhao")
    tried = go_on(browser, choose(browser, "/cases?side=host", "host/record_entry"), **ENTRY)
    refused = go_on(browser, tried, step="confirm", **{"take-0": ""})
    assert (refused.status_code, "没有勾选要办理的" in refused.text, world.heard) == (422, True, [])
    edited = go_on(browser, tried, step="edit")
    assert "集体学习" in edited.text
    assert "试办：先看每一条的结果" in edited.text


def test_a_whole_page_is_ticked_without_script_and_a_name_stays_out_of_the_address(visit: Visit, world: World) -> None:
    placed(world, 3)
    browser = visit("zhao")
    page = browser.get("/cases?side=host")
    assert ticked(page) == 0
    for text in ("", "汪海"):
        values = {"csrf": re.findall(r'name="csrf" value="(\w+)"', page.text)[0], "side": "host", "text": text}
        all_of_them = browser.http.post("/cases", data=values | {"everything": "true"}, headers=browser.origin)
        assert (all_of_them.status_code, ticked(all_of_them)) == (200, 3)


def test_tasks_are_claimed_and_urged_together(visit: Visit, world: World) -> None:
    world.tasks["outflow"] = [e.task(TaskKind.SEAL_CERTIFICATE, "outflow", due_on=e.TODAY, n=n) for n in range(3)]
    browser = visit("liu")
    page = browser.get("/?ticked=all")
    assert ticked(page) == 3
    assert "活动证盖章</option>" in page.text
    claimed = go_on(browser, choose(browser, "/", "tasks/claim_task"), step="confirm")
    assert tags(claimed) == ["已办理"] * 3
    assert {one.path.rsplit("/", 1)[1] for one in world.heard} == {"claim"}
    sealing = choose(browser, "/", "home/seal_certificate")
    assert "共 1 条" in sealing.text  # three tasks of one case


def test_what_the_other_side_owes_is_urged_together(visit: Visit, world: World) -> None:
    world.waiting["outflow"] = [e.waiting(), e.waiting(service="outflow", case_id=uuid4())]
    browser = visit("zhou")
    tried = go_on(browser, choose(browser, "/", "waiting/urge_partner"), text="请尽快答复。")
    go_on(browser, tried, step="confirm")
    assert [one.body for one in world.heard] == [{"matter": "PLACEMENT", "text": "请尽快答复。"}] * 2


@pytest.mark.parametrize("key", sorted(MANY))
def test_a_form_for_many_needs_no_case(visit: Visit, world: World, key: str) -> None:
    """What it asks is known without looking at one case, and nothing of it needs a second page."""
    away(world, 1)
    many, browser, task = MANY[key], visit("zhou"), e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=e.TODAY)
    world.tasks["outflow"] = [task]
    picked = Picked(case_id=e.CASE_ID, label="汪海", service="outflow", task_id=task.task_id, matter=Matter.FEEDBACK)
    form = browser.send("/bulk", browser.get("/cases?side=home"), many=key, **{"row-1": picked.value})
    assert (form.status_code, many.label in form.text) == (200, True)
    assert all(f'name="{one.name}"' in form.text for one in many.common)
    names = {one.name for one in many.form.fields}
    assert {*many.differ, *many.settled} <= names
    assert many.form.consequences is None
    assert len(many.differ) <= FIELDS_PER_ROW - 2
    assert all(one.kind is not Kind.SEARCH for one in many.form.fields)
    assert ROWS_AT_MOST * FIELDS_PER_ROW + 50 < MAX_FIELDS


def test_an_act_offers_itself_for_many_to_posts_that_may_do_it() -> None:
    assert {one.key.partition(".")[0] for one in OF_ACTS} == {act.path for act in ACTS if act.for_many}
    wanted = {
        "home/call_member", "home/seal_certificate", "home/send_home_notice", "home/record_dues",
        "host/record_entry", "host/check_booklet", "home/check_certificate",
    }  # fmt: skip
    assert wanted <= {one.key for one in OF_ACTS}
    assert "home/record_contact" not in MANY  # what each one said is asked of each (D-38)
