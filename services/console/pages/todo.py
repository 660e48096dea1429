"""我的待办: what must I do today. Three services, one list in four parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response

from services.console.acts.book import act_for
from services.console.far_side import gather
from services.console.rendering import render
from services.console.sign_in.visitor import Visitor, VisitorDep
from shared.kernel_client import KernelClient
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import Task, TaskStatus

router = APIRouter()
PAGE = 200
AT_MOST = 2_000
SOON_DAYS = 3


@dataclass(frozen=True)
class Part:
    """A part of the list; its count is the length of its list."""

    key: str
    title: str
    tasks: list[Task]


@dataclass(frozen=True)
class TaskList:
    tasks: list[Task]
    missing: list[str]
    cut: bool


def all_tasks(visitor: Visitor, **wanted: Any) -> TaskList:
    """Of every service, by due date. `cut` when there are more than a page can show. Raises Refused, Outage."""
    clients = visitor.services.each()
    gathered = gather({name: partial(_every_page, client, wanted) for name, client in clients.items()})
    tasks = [task for found in gathered.found.values() for task in found]
    tasks.sort(key=lambda task: (task.due_on, str(task.task_id)))
    cut = any(len(found) >= AT_MOST for found in gathered.found.values())
    return TaskList(tasks, gathered.missing, cut)


def _every_page(client: KernelClient, wanted: dict[str, Any]) -> list[Task]:
    tasks: list[Task] = []
    after: str | None = None
    while len(tasks) < AT_MOST:
        page = client.list_tasks(limit=PAGE, after=after, **wanted)
        tasks += page.items
        after = page.next
        if after is None:
            break
    return tasks


def in_parts(tasks: Iterable[Task], today: date) -> list[Part]:
    soon = today + timedelta(days=SOON_DAYS)
    parts = [
        Part("overdue", "超期", []),
        Part("today", "今天到期", []),
        Part("soon", "三天内到期", []),
        Part("later", "其余", []),
    ]
    for task in tasks:
        place = 0 if task.due_on < today else 1 if task.due_on == today else 2 if task.due_on <= soon else 3
        parts[place].tasks.append(task)
    return parts


def due_words(task: Task, today: date) -> str:
    """Readable without colour."""
    if task.status is not TaskStatus.OPEN:
        return "逾期办结" if task.late else "按期办结"
    if task.due_on < today:
        late = task.overdue_working_days
        return f"超期 {late} 个工作日" if late else "已超期，不足 1 个工作日"
    days = (task.due_on - today).days
    return "今天到期" if days == 0 else f"还有 {days} 天"


ELSEWHERE = {
    TaskKind.OPEN_SURVEY: "/surveys",
    TaskKind.RETURN_SURVEY: "/surveys",
    TaskKind.CHECK_SURVEY: "/surveys",
    TaskKind.REPORT_SURVEY: "/surveys",
    TaskKind.RESOLVE_DIFFERENCE: "/survey-differences?status=OPEN",
}
"""Tasks that belong to no case, and the page on which they are done."""

BETWEEN = {
    TaskKind.NEGOTIATE_AGREEMENT: "agreements",
    TaskKind.HOLD_CONSULTATION: "agreements",
    TaskKind.RENEW_AGREEMENT: "agreements",
    TaskKind.SUPPORT_MOBILE_ORG: "mobile-orgs",
    TaskKind.APPROVE_MOBILE_ORG: "mobile-orgs",
    TaskKind.MAP_ORG_CHANGE: "org-changes",
    TaskKind.VERIFY_ORG_CHANGE: "org-changes",
}
"""Tasks between organisations: their page shows which acts are possible."""


def place_of(task: Task) -> str:
    """The page of what a task is about."""
    if task.kind in BETWEEN:
        return f"/between/{BETWEEN[task.kind]}/{task.case_id}"
    return ELSEWHERE.get(task.kind, f"/cases/{task.case_id}")


def act_of(task: Task) -> dict[str, str]:
    """Where the button of a task leads, what it says, and the page of what it is about."""
    if task.kind in ELSEWHERE:
        return {"href": ELSEWHERE[task.kind], "label": task.label, "place": ELSEWHERE[task.kind]}
    if task.kind in BETWEEN:
        return {"href": place_of(task), "label": "查看并办理", "place": place_of(task)}
    act = act_for(task)
    if act is None:
        return {"href": f"/cases/{task.case_id}", "label": "查看个案", "place": place_of(task)}
    return {"href": f"/cases/{task.case_id}/{act.path}", "label": act.button, "place": place_of(task)}


@router.get("/")
def show_todo(request: Request, visitor: VisitorDep, scope: str = "mine") -> Response:
    raised = scope == "raised"
    found = all_tasks(visitor, scope="raised" if raised else "mine")
    return render(
        request,
        "todo.html",
        parts=in_parts(found.tasks, visitor.today),
        found=found,
        raised=raised,
        due_words=due_words,
        act_of=act_of,
    )
