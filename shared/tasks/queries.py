"""Lists of tasks for the screens: one statement each, keyset paging by due date and id."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, and_, false, or_, select, tuple_

from shared.act import Act
from shared.authorisation import Permissions, visible
from shared.contract import Contract
from shared.errors import NotFound
from shared.paging import PageMarkInvalid
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import FiredRung, Task, TaskDetail, TaskPage, TaskStatus
from shared.tasks.limits import PAGE_AT_MOST, PAGE_BY_DEFAULT
from shared.tasks.tables import TaskAttachmentRow, TaskCommentRow, TaskRow, TaskRungRow, TaskUrgeRow
from shared.tasks.views import NO_SUBJECTS, Subjects, attachment_of, comment_of, shown, urge_of, view


class Scope(StrEnum):
    """`MINE`: tasks that one of my posts holds. `RAISED`: risen to my organisation. `SUBTREE`: all below me."""

    MINE = "mine"
    RAISED = "raised"
    SUBTREE = "subtree"


class TaskFilter(Contract):
    scope: Scope = Scope.MINE
    status: TaskStatus | None = TaskStatus.OPEN
    kind: TaskKind | None = None
    committee: str | None = None
    case_id: UUID | None = None
    overdue: bool = False
    due_within_days: int | None = Field(default=None, ge=0, le=366)
    limit: int = Field(default=PAGE_BY_DEFAULT, ge=1, le=PAGE_AT_MOST)
    after: str | None = Field(default=None, description="`next` of the page before")


def list_tasks(
    act: Act, permissions: Permissions, service: str, wanted: TaskFilter, subjects: Subjects = NO_SUBJECTS
) -> TaskPage:
    mine = (_scope(act, permissions, wanted.scope), *_conditions(act.today, wanted))
    order = (TaskRow.due_on, TaskRow.id)
    page = select(TaskRow.id).where(*mine).order_by(*order).limit(wanted.limit + 1).subquery()
    rows = act.session.execute(shown(subjects).join(page, page.c.id == TaskRow.id).order_by(*order)).all()
    items = [view(act, found, service, subjects) for found in rows[: wanted.limit]]
    more = len(rows) > wanted.limit
    return TaskPage(items=items, next=_mark(items[-1]) if more else None)


def _scope(act: Act, permissions: Permissions, scope: Scope) -> ColumnElement[bool]:
    if scope is Scope.MINE:
        held = [and_(TaskRow.holder == p.organisation, TaskRow.role == p.role) for p in act.actor.posts]
        return or_(false(), *held)
    if scope is Scope.RAISED:
        readers = {role for one in permissions["list_tasks"] for role in one.roles}
        mine = [p.organisation for p in act.actor.posts if p.role in readers]
        raised = select(TaskRungRow.task_id).where(TaskRungRow.went_to.in_(mine), TaskRungRow.action != "REMIND")
        return TaskRow.id.in_(raised)
    return visible(act.actor, "list_tasks", permissions, TaskRow.__table__.c.holder_path)


def _conditions(today: date, wanted: TaskFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.status:
        conditions.append(TaskRow.status == wanted.status)
    if wanted.kind:
        conditions.append(TaskRow.kind == wanted.kind)
    if wanted.committee:
        conditions.append(TaskRow.committee == wanted.committee)
    if wanted.case_id:
        conditions.append(TaskRow.case_id == wanted.case_id)
    if wanted.overdue:
        conditions.append(TaskRow.due_on < today)
    if wanted.due_within_days is not None:
        conditions.append(TaskRow.due_on.between(today, today + timedelta(days=wanted.due_within_days)))
    if wanted.after:
        conditions.append(tuple_(TaskRow.due_on, TaskRow.id) > _read_mark(wanted.after))
    return conditions


def _mark(task: Task) -> str:
    return f"{task.due_on.isoformat()}~{task.task_id}"


def _read_mark(mark: str) -> tuple[date, UUID]:
    try:
        day, identity = mark.split("~", 1)
        return date.fromisoformat(day), UUID(identity)
    except ValueError as error:
        raise PageMarkInvalid() from error


def read_task(
    act: Act, permissions: Permissions, service: str, task_id: UUID, subjects: Subjects = NO_SUBJECTS
) -> TaskDetail:
    """A task with every rung that fired and why, and what people said about it. Raises NotFound."""
    mine = visible(act.actor, "read_task", permissions, TaskRow.__table__.c.holder_path)
    found = _details(act, service, subjects, TaskRow.id == task_id, mine)
    if not found:
        raise NotFound()
    return found[0]


def task_detail(act: Act, service: str, task_id: UUID, subjects: Subjects) -> TaskDetail:
    """For one who has just done something about it."""
    act.session.flush()
    return _details(act, service, subjects, TaskRow.id == task_id)[0]


def tasks_of_case(act: Act, case_id: UUID, service: str) -> list[TaskDetail]:
    return _details(act, service, NO_SUBJECTS, TaskRow.case_id == case_id)


def _details(act: Act, service: str, subjects: Subjects, *conditions: ColumnElement[bool]) -> list[TaskDetail]:
    """In the order in which they were opened."""
    query = shown(subjects).where(*conditions).order_by(TaskRow.opened_at, TaskRow.id)
    tasks = [view(act, found, service, subjects) for found in act.session.execute(query.execution_options(**FRESH))]
    ids = [task.task_id for task in tasks]
    fired, comments, urges, files = (_said(act, table, ids) for table in BESIDE_A_TASK)
    return [
        TaskDetail(
            task=task,
            fired=[FiredRung.model_validate(row) for row in fired[task.task_id]],
            comments=[comment_of(act, row) for row in comments[task.task_id]],
            urges=[urge_of(act, row) for row in urges[task.task_id]],
            attachments=[attachment_of(act, row) for row in files[task.task_id]],
        )
        for task in tasks
    ]


BESIDE_A_TASK = (TaskRungRow, TaskCommentRow, TaskUrgeRow, TaskAttachmentRow)
FRESH = {"populate_existing": True}


def _said(act: Act, table: type[Any], ids: Sequence[UUID]) -> Mapping[UUID, list[Any]]:
    """What belongs to each task, in the order in which it came; one statement."""
    came: dict[UUID, list[Any]] = {task_id: [] for task_id in ids}
    order = table.planned_at if table is TaskRungRow else table.at
    for row in act.session.scalars(select(table).where(table.task_id.in_(ids)).order_by(order, table.id)):
        came[row.task_id].append(row)
    return came
