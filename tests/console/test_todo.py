"""我的待办."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from shared.policy.task_kinds import TaskKind
from shared.waiting.contract import Matter
from tests.console.far_side import examples as e
from tests.console.far_side.world import World
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]
DAY = timedelta(days=1)


def fill(world: World) -> None:
    world.tasks["outflow"] = [
        e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=date(2026, 11, 17), n=1),
        e.task(TaskKind.CONTACT_MEMBER, "outflow", due_on=date(2026, 12, 31), n=2, occurrence="2026Q4"),
        e.task(TaskKind.ISSUE_CERTIFICATE, "outflow", due_on=e.TODAY, n=3),
    ]
    world.tasks["inflow"] = [e.task(TaskKind.ENROL_MEMBER, "inflow", due_on=e.TODAY + 3 * DAY, n=4)]
    world.tasks["registry"] = [e.task(TaskKind.NUMBER_CERTIFICATE, "registry", due_on=e.TODAY + 4 * DAY, n=5)]
    world.waiting["outflow"] = [e.waiting(), e.waiting(Matter.FEEDBACK, detail="2026Q4", due_on=date(2026, 12, 31))]


def counts(text: str) -> dict[str, tuple[int, int]]:
    """Part → the figure on top, and the length of the list below."""
    figures = dict(re.findall(r'<a href="#(\w+)"><span>[^<]*</span><strong>(\d+)</strong>', text))
    sections = dict(re.findall(r'<section aria-labelledby="(\w+)">(.*?)</section>', text, re.DOTALL))
    return {key: (int(figure), sections[key].count('<li class="task">')) for key, figure in figures.items()}


def test_tasks_and_what_is_waited_for_stand_in_five_parts_whose_counts_equal_their_lists(
    visit: Visit, world: World
) -> None:
    fill(world)
    found = counts(visit("zhou").get("/").text)
    assert found == {"overdue": (1, 1), "today": (1, 1), "soon": (1, 1), "later": (2, 2), "waiting": (2, 2)}


def test_counts_equal_lists_when_a_service_answers_in_pages(visit: Visit, world: World) -> None:
    world.tasks["outflow"] = [e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=e.TODAY, n=n) for n in range(450)]
    assert counts(visit("zhou").get("/").text)["today"] == (450, 450)


def test_overdue_is_readable_without_colour(visit: Visit, world: World) -> None:
    fill(world)
    assert "超期 3 个工作日" in visit("zhou").get("/").text


def test_a_day_that_ran_out_at_a_weekend_does_not_say_zero_days(visit: Visit, world: World) -> None:
    late = e.task(TaskKind.BRIEF_MEMBER, "outflow", due_on=e.TODAY - DAY, overdue_working_days=0)
    world.tasks["outflow"] = [late]
    assert "已超期，不足 1 个工作日" in visit("zhou").get("/").text


def test_each_button_is_named_after_the_act_and_leads_to_its_form(visit: Visit, world: World) -> None:
    fill(world)
    text = visit("zhou").get("/").text
    assert "<h3>行前教育：汪海" in text
    for verb, label in {
        "home/brief_member": "登记行前教育",
        "home/record_contact": "登记联系",
        "home/issue_certificate": "发放活动证",
        "host/enrol_member": "编入党小组并入册",
        "registry/number_certificate": "编号",
    }.items():
        assert f'href="/cases/{e.CASE_ID}/{verb}">{label}<' in text


def test_joint_coordination_leads_each_department_to_its_own_act(visit: Visit, world: World) -> None:
    for service in ("outflow", "inflow"):
        world.tasks[service] = [e.task(TaskKind.COORDINATE_JOINTLY, service, due_on=e.TODAY)]
    text = visit("sun").get("/").text
    assert "home/propose_coordination" in text
    assert "host/decide_dispute" in text


def test_the_second_tab_shows_what_has_risen_to_me(visit: Visit, world: World) -> None:
    world.raised["inflow"] = [e.task(TaskKind.VERIFY_CERTIFICATE, "inflow", due_on=date(2026, 11, 2))]
    browser = visit("sun")
    assert "没有待办" in browser.get("/").text
    risen = browser.get("/?scope=raised").text
    assert "承办责任仍在原单位" in risen
    assert "查看个案" in risen


def test_one_service_out_of_reach_leaves_the_others_and_says_so(visit: Visit, world: World) -> None:
    fill(world)
    browser = visit("zhou")
    browser.get("/")
    world.down.add("inflow")
    page = browser.get("/")
    assert page.status_code == 200
    assert "流入地一侧暂时连不上" in page.text
    assert counts(page.text)["soon"] == (0, 0)


def test_all_services_out_of_reach_is_a_plain_page(visit: Visit, world: World) -> None:
    browser = visit("zhou")
    browser.get("/")
    world.down |= {"registry", "outflow", "inflow"}
    page = browser.get("/")
    assert page.status_code == 503
    assert "暂时连不上服务" in page.text


def test_a_post_sees_the_pages_it_can_use(visit: Visit) -> None:
    branch, department = visit("zhou").get("/").text, visit("chen").get("/").text
    assert "登记流出" in branch
    assert "总览" not in branch
    assert "总览" in department
    assert "登记流出" not in department
