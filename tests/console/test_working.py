"""Claim, release, comment, urge; and what the other side owes."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest

from services.console.processes import PROCESSES
from services.outflow.dossier.contract import CaseDossier
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.problem_details import Problem
from shared.tasks.contract import Task, TaskComment
from shared.waiting.contract import Matter
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.test_case_page import both_sides
from tests.console.test_todo import counts, fill
from tests.console.visitors import Browser, fields_of

Visit = Callable[[str], Browser]
DAY = timedelta(days=1)
URGED_ALREADY = Problem(
    status=409, code="task_urged_today", detail="中共邗江区委组织部李部已于 2026-11-20 09:30 催办。",
    details={"by": "李部", "organisation": e.DEPARTMENT, "at": "2026-11-20T09:30:00+08:00", "act": "urge_task"},
)  # fmt: skip


def place(task: Task) -> str:
    return f"/tasks/{task.service}/{task.task_id}"


@pytest.fixture
def task(world: World) -> Task:
    """On 周超's list; 李部 of his county may see it."""
    one = e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=e.TODAY)
    world.tasks["outflow"] = [one]
    return one


def test_every_kind_of_task_belongs_to_one_process() -> None:
    kinds = [kind for _, of_process in PROCESSES.values() for kind in of_process]
    assert sorted(kinds) == sorted(TaskKind)


def test_claiming_from_the_list_is_one_click_and_leads_back_to_it(visit: Visit, world: World, task: Task) -> None:
    browser = visit("zhou")
    page = browser.get("/?process=departure")
    assert "认领<span" in page.text
    answer = browser.send(place(task), page)
    assert world.sent("/claim")[0].key == fields_of(page, place(task))["key"]
    assert answer.headers["location"] == (
        f"/?process=departure&done=claim_task&undo={quote(f'outflow/{task.task_id}', safe='')}"
    )
    assert "已办理：认领任务。" in browser.follow(answer).text


def test_what_was_claimed_by_mistake_is_undone_from_the_line_that_says_so(
    visit: Visit, world: World, task: Task
) -> None:
    browser = visit("zhou")
    page = browser.follow(browser.send(place(task), browser.get("/?process=departure")))
    line = re.search(r'<div class="done".*?</div>', page.text, re.DOTALL)
    assert line is not None
    assert f'action="{place(task)}"' in line[0]
    assert 'name="verb" value="release_task"' in line[0]
    undone = browser.follow(browser.send(place(task), page, verb="release_task"))
    assert len(world.sent("/release")) == 1
    assert "已办理：释放任务。" in undone.text
    assert [undone.url.params.get_list(name) for name in ("process", "done")] == [["departure"], ["release_task"]]


@pytest.mark.parametrize("undo", ["outflow/nothing", "../account/sessions/end-all", "https://elsewhere.example/"])
def test_no_address_offers_to_undo_what_nobody_did(visit: Visit, undo: str) -> None:
    page = visit("zhou").get(f"/?done=claim_task&undo={quote(undo, safe='')}").text
    assert "已办理：认领任务。" in page
    assert "撤回</button>" not in page


def test_what_somebody_has_claimed_says_so_and_is_released_by_him(visit: Visit, world: World, task: Task) -> None:
    world.tasks["outflow"] = [task.model_copy(update={"claimed_by": "周超", "claimed_by_name": "周超"})]
    browser = visit("zhou")
    page = browser.get("/")
    assert "我认领" in page.text
    browser.send(place(task), page)
    assert len(world.sent("/release")) == 1
    world.tasks["outflow"] = [task.model_copy(update={"claimed_by": "吴敏", "claimed_by_name": "吴敏"})]
    text = browser.get("/").text
    assert "吴敏认领" in text
    assert "释放<span" not in text


def test_the_filters_narrow_the_list_and_its_counts(visit: Visit, world: World) -> None:
    fill(world)
    mine = {"claimed_by": "周超", "claimed_by_name": "周超"}
    world.tasks["outflow"][0] = world.tasks["outflow"][0].model_copy(update=mine)
    theirs = {"claimed_by": "wu", "claimed_by_name": "吴敏"}
    world.tasks["outflow"][1] = world.tasks["outflow"][1].model_copy(update=theirs)
    browser = visit("zhou")
    shown = {who: sum(n for n, _ in list(counts(browser.get(f"/?who={who}").text).values())[:4])
             for who in ("", "me", "nobody", "wu")}  # fmt: skip
    assert shown == {"": 5, "me": 1, "nobody": 3, "wu": 1}
    page = browser.get("/?process=contact&who=wu").text
    assert counts(page)["later"] == (1, 1)
    assert '<option value="wu" selected>吴敏认领的</option>' in page
    assert all(figure == length for figure, length in counts(page).values())


def test_an_urge_is_read_on_the_list_and_not_offered_twice(visit: Visit, world: World, task: Task) -> None:
    world.tasks["outflow"] = [task.model_copy(update={"urged": e.urge()})]
    assert "今日催办：中共邗江区委组织部" in visit("zhou").get("/").text
    text = visit("chen").get("/tasks").text
    assert "今日催办" in text
    assert "催办<span" not in text


def test_a_superior_urges_from_the_list_of_his_subtree(visit: Visit, world: World, task: Task) -> None:
    browser = visit("chen")
    page = browser.get("/tasks?state=open")
    browser.send(place(task), page)
    assert len(world.sent("/urges")) == 1
    assert "催办<span" not in visit("zhou").get("/").text


def test_who_was_first_is_told_in_words(visit: Visit, world: World, task: Task) -> None:
    world.refusals["/urges"] = [URGED_ALREADY]
    browser = visit("chen")
    answer = browser.send(place(task), browser.get("/tasks?state=open"))
    assert answer.status_code == 409
    assert "李部已于 2026-11-20 09:30 催办" in answer.text


def test_the_task_itself_shows_comments_and_takes_new_ones(visit: Visit, world: World, task: Task) -> None:
    said = "<b>约了</b>周五\n见面"
    comment = TaskComment(by="吴敏", role=Role.CONTACT_PERSON, organisation=e.BRANCH, text=said, at=e.at(e.TODAY))
    world.comments["outflow"] = [comment]
    browser = visit("zhou")
    page = browser.get(place(task))
    assert "&lt;b&gt;约了&lt;/b&gt;周五" in page.text
    form = {"verb": "comment_on_task", "back": place(task)}
    assert browser.send(place(task), page, **form, text=" 知道了 ").status_code == 303
    assert world.sent("/comments")[0].body == {"text": "知道了"}
    empty = browser.send(place(task), page, **form, text="  ")
    assert empty.status_code == 422
    assert "请写下留言" in empty.text


def test_an_unknown_service_or_verb_is_not_there(visit: Visit, task: Task) -> None:
    browser = visit("zhou")
    page = browser.get(place(task))
    assert browser.get(f"/tasks/nowhere/{task.task_id}").status_code == 404
    assert browser.send(place(task), page, verb="delete_task").status_code == 404
    assert browser.send(f"/cases/{e.CASE_ID}", page, csrf=fields_of(page, place(task))["csrf"]).status_code == 404


def test_what_the_other_side_owes_is_urged_from_the_first_page(visit: Visit, world: World) -> None:
    world.waiting["outflow"] = [e.waiting()]
    browser = visit("zhou")
    page = browser.get("/")
    assert "等天长市秦栏镇党委办理" in page.text
    assert "已等 11 天" in page.text
    answer = browser.send(f"/cases/{e.CASE_ID}", page)
    assert world.sent("/urges")[0].body == {"matter": "PLACEMENT", "text": ""}
    assert "已办理：向对方催办。" in browser.follow(answer).text


def test_what_has_been_urged_today_says_so(visit: Visit, world: World) -> None:
    world.waiting["outflow"] = [e.waiting(urged=e.partner_urge("sent", Matter.PLACEMENT))]
    text = visit("zhou").get("/").text
    assert "今日已催办：天长市秦栏镇党委 王敏" in text
    assert "向对方催办<span" not in text


def test_the_other_sides_urging_stands_beside_the_task(visit: Visit, world: World, task: Task) -> None:
    urged = e.partner_urge("received", Matter.PLACEMENT, e.TODAY - DAY)
    world.tasks["outflow"] = [task.model_copy(update={"partner_urged": urged})]
    assert "2026-11-19 催办：天长市秦栏镇党委</strong>（对方，催接收决定）：请尽快答复。" in visit("zhou").get("/").text


def test_one_side_out_of_reach_leaves_what_the_other_owes(visit: Visit, world: World) -> None:
    world.waiting["outflow"] = [e.waiting()]
    world.down.add("inflow")
    page = visit("zhou").get("/").text
    assert counts(page)["waiting"] == (1, 1)
    assert "流入地一侧暂时连不上" in page


def test_a_file_goes_up_and_comes_down_as_something_to_save(visit: Visit, world: World, task: Task) -> None:
    world.attachments["outflow"] = [e.attachment("谈话\"记录'.pdf")]
    browser = visit("zhou")
    page = browser.get(place(task))
    assert "谈话&#34;记录&#39;.pdf" in page.text
    csrf = {"csrf": fields_of(page, place(task))["csrf"], "verb": "attach_file", "back": place(task)}
    sent = browser.http.post(place(task), data=csrf, files={"file": ("记录.pdf", b"%PDF-1.7")}, headers=browser.origin)
    assert sent.headers["location"].endswith("?done=attach_file")
    assert world.sent("/attachments")[0].body == "记录.pdf"
    file = browser.get(f"{place(task)}/attachments/{e.ATTACHMENT_ID}")
    assert file.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert (file.headers["x-content-type-options"], file.content) == ("nosniff", b"%PDF-1.7")


def test_a_file_that_is_refused_says_why_on_the_page(visit: Visit, world: World, task: Task) -> None:
    said = "只收 PDF、JPG、PNG、xlsx、docx 和 OFD 文件。"
    browser = visit("zhou")
    page = browser.get(place(task))
    world.refusals["/attachments"] = [Problem(status=415, code="attachment_wrong_type", detail=said)]
    csrf = {"csrf": fields_of(page, place(task))["csrf"], "verb": "attach_file", "back": place(task)}
    sent = browser.http.post(place(task), data=csrf, files={"file": ("a.exe", b"MZ")}, headers=browser.origin)
    assert sent.status_code == 415
    assert said in sent.text
    empty = browser.send(place(task), page, **csrf)
    assert "请选择要上传的文件" in empty.text


def test_the_case_page_tells_what_each_side_waits_for_and_who_urged(visit: Visit, world: World) -> None:
    both_sides(world)
    key = str(e.CASE_ID)
    owed, urged = e.waiting(), e.partner_urge("received", Matter.QUERY_ANSWER)
    world.home_dossiers[key] = CaseDossier(case_id=e.CASE_ID, waiting=[owed], urges=[urged])
    world.waiting["outflow"] = [owed]
    browser = visit("zhou")
    page = browser.get(f"/cases/{key}")
    assert "等天长市秦栏镇党委办理" in page.text
    assert "催办函：对查询函的答复" in page.text
    answer = browser.send(f"/cases/{key}", page, text="请尽快。")
    assert answer.headers["location"] == f"/cases/{key}?done=urge_partner"
    assert world.sent("/urges")[0].body == {"matter": "PLACEMENT", "text": "请尽快。"}


def test_comments_urges_and_files_stand_under_the_task_on_the_case_page(visit: Visit, world: World) -> None:
    both_sides(world)
    key = str(e.CASE_ID)
    file = world.case_files[key]
    comment = TaskComment(by="吴敏", role=Role.CONTACT_PERSON, organisation=e.BRANCH, text="约了周五", at=e.at(e.TODAY))
    said = {"comments": [comment], "urges": [e.urge()], "attachments": [e.attachment()]}
    tasks = [one.model_copy(update=said) for one in file.tasks]
    world.case_files[key] = file.model_copy(update={"tasks": tasks})
    text = visit("zhou").get(f"/cases/{key}").text
    for words in ("约了周五", "今日催办：中共邗江区委组织部", "谈话记录.pdf"):
        assert words in text
