"""我的待办: what must I do today, and for whom do I wait. Three services, one list in five parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from services.console.acts.book import act_for
from services.console.bulk.offering import ticks_of_tasks, ticks_of_waiting
from services.console.far_side import Gathered, gather
from services.console.pages.undoing import undo_of
from services.console.pages.waiting import all_waiting, longest_first
from services.console.pages.working import Working
from services.console.processes import PROCESS_OF, PROCESSES
from services.console.rendering import render
from services.console.sign_in.visitor import Visitor, VisitorDep
from services.console.subject_pages import BETWEEN, ELSEWHERE, page_of, page_of_waiting
from services.console.wording import pick
from shared.identifiers import new_id
from shared.kernel_client import KernelClient
from shared.tasks.contract import Task, TaskStatus
from shared.tasks.limits import DUE_SOON_DAYS, LISTED_AT_MOST, PAGE_AT_MOST
from shared.waiting.contract import WaitingFor

router = APIRouter()
EVERYBODY, ME, NOBODY = "", "me", "nobody"
EVERYTHING = "all"


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
    cut = any(len(found) >= LISTED_AT_MOST for found in gathered.found.values())
    return TaskList(tasks, gathered.missing, cut)


def _every_page(client: KernelClient, wanted: dict[str, Any]) -> list[Task]:
    tasks: list[Task] = []
    after: str | None = None
    while len(tasks) < LISTED_AT_MOST:
        page = client.list_tasks(limit=PAGE_AT_MOST, after=after, **wanted)
        tasks += page.items
        after = page.next
        if after is None:
            break
    return tasks


def in_parts(tasks: Iterable[Task], today: date) -> list[Part]:
    soon = today + timedelta(days=DUE_SOON_DAYS)
    parts = [
        Part("overdue", "超期", []),
        Part("today", "今天到期", []),
        Part("soon", "三天内", []),
        Part("later", "其余", []),
    ]
    for task in tasks:
        place = 0 if task.due_on < today else 1 if task.due_on == today else 2 if task.due_on <= soon else 3
        parts[place].tasks.append(task)
    return parts


def due_words(task: Task, today: date) -> str:
    """Readable without colour."""
    if task.status is not TaskStatus.OPEN:
        return "超期办结" if task.late else "按期办结"
    if task.due_on < today:
        late = task.overdue_working_days
        return f"超期 {late} 个工作日" if late else "已超期，不足 1 个工作日"
    days = (task.due_on - today).days
    return "今天到期" if days == 0 else f"还有 {days} 天"


def act_of(task: Task) -> dict[str, str]:
    """Where the button of a task leads, what it says, and the page of what it is about."""
    place = page_of(task.kind, task.case_id)
    if task.kind in ELSEWHERE:
        return {"href": place, "label": task.label, "place": place}
    if task.kind in BETWEEN:
        return {"href": place, "label": "查看并办理", "place": place}
    act = act_for(task)
    if act is None:
        return {"href": f"/cases/{task.case_id}", "label": "查看个案", "place": place}
    return {"href": f"/cases/{task.case_id}/{act.path}", "label": act.button, "place": place}


@dataclass(frozen=True)
class Chosen:
    """Whose tasks, of which process; `who`: everybody's, mine, unclaimed ones, or those of one account."""

    process: str
    who: str

    def shows(self, task: Task, account: str) -> bool:
        if self.process and PROCESS_OF.get(task.kind) != self.process:
            return False
        wanted = {EVERYBODY: task.claimed_by, ME: account, NOBODY: None}.get(self.who, self.who)
        return task.claimed_by == wanted

    def __bool__(self) -> bool:
        return bool(self.process or self.who)


def processes_in(tasks: Iterable[Task]) -> dict[str, str]:
    """Those that there is anything of, in the order of the work."""
    there = {PROCESS_OF.get(task.kind) for task in tasks}
    return {key: label for key, (label, _) in PROCESSES.items() if key in there}


def claimers_in(tasks: Iterable[Task], account: str) -> dict[str, str]:
    """The others who work on something: account → name."""
    found = {task.claimed_by: task.claimed_by_name or "" for task in tasks if task.claimed_by not in (None, account)}
    return {str(other): name for other, name in sorted(found.items(), key=lambda one: one[1])}


@router.get("/")
def show_todo(
    request: Request,
    visitor: VisitorDep,
    scope: str = "mine",
    process: str = "",
    who: str = "",
    done: str = "",
    undo: str = "",
    ticked: str = "",
) -> Response:
    raised, account = scope == "raised", visitor.actor.account
    found = all_tasks(visitor, scope="raised" if raised else "mine")
    waited = Gathered[list[WaitingFor]]({}, []) if raised else all_waiting(visitor)
    chosen = Chosen(process, who)
    shown = [task for task in found.tasks if chosen.shows(task, account)]
    return render(
        request,
        "todo.html",
        parts=in_parts(shown, visitor.today),
        waiting=longest_first(waited),
        waiting_page=page_of_waiting,
        found=found,
        missing=sorted({*found.missing, *waited.missing}),
        raised=raised,
        chosen=chosen,
        processes=processes_in(found.tasks),
        claimers=claimers_in(found.tasks, account),
        done=pick("done", done),
        undo=undo_of(done, undo),
        working=Working(visitor),
        ticks=ticks_of_tasks(visitor, shown, everything=ticked == EVERYTHING),
        waiting_ticks=ticks_of_waiting(),
        everything_at="/?" + urlencode({"scope": scope, "process": process, "who": who, "ticked": EVERYTHING}),
        back=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        new_key=lambda: new_id().hex,
        due_words=due_words,
        act_of=act_of,
    )
