"""Tasks in the visitor's subtree: what a figure of the overview stands for."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from services.console.bulk.offering import ticks_of_tasks
from services.console.pages.todo import EVERYTHING, act_of, all_tasks, due_words
from services.console.pages.undoing import undo_of
from services.console.pages.working import Working
from services.console.rendering import render
from services.console.sign_in.visitor import VisitorDep
from services.console.wording import pick
from shared.identifiers import new_id
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import Task
from shared.tasks.limits import DUE_SOON_DAYS

router = APIRouter()
STATES = {"open": "全部在办", "soon": "三天内到期", "overdue": "超期"}
NO_COMMITTEE = "-"
KINDS = frozenset(TaskKind)


@router.get("/tasks")
def list_tasks(
    request: Request,
    visitor: VisitorDep,
    kind: str = "",
    committee: str = "",
    state: str = "open",
    done: str = "",
    undo: str = "",
    ticked: str = "",
) -> Response:
    wanted: dict[str, Any] = {"scope": "subtree", "kind": kind if kind in KINDS else None}
    if committee and committee != NO_COMMITTEE:
        wanted["committee"] = committee
    found = all_tasks(visitor, **wanted)
    shown = [t for t in found.tasks if _belongs(t, state, committee, visitor.today)]
    return render(
        request,
        "task_list.html",
        found=found,
        tasks=shown,
        kind=kind,
        committee=committee,
        committee_name="未归属党委" if committee == NO_COMMITTEE else visitor.organisations.name(committee),
        state=state,
        states=STATES,
        kinds=list(TaskKind),
        done=pick("done", done),
        undo=undo_of(done, undo),
        working=Working(visitor),
        ticks=ticks_of_tasks(visitor, shown, everything=ticked == EVERYTHING),
        back=f"/tasks?{urlencode({'kind': kind, 'committee': committee, 'state': state})}",
        new_key=lambda: new_id().hex,
        due_words=due_words,
        act_of=act_of,
    )


def _belongs(task: Task, state: str, committee: str, today: date) -> bool:
    if committee == NO_COMMITTEE and task.committee is not None:
        return False
    if state == "overdue":
        return task.due_on < today
    if state == "soon":
        return today <= task.due_on <= today + timedelta(days=DUE_SOON_DAYS)
    return True
