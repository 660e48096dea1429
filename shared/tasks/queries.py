"""Lists of tasks for the screens: one statement each, keyset paging by due date and id."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, and_, case, false, func, or_, select, tuple_
from sqlalchemy.orm import Session

from shared.act import Act
from shared.authorisation import Permissions, visible
from shared.calendar.published import published_calendar
from shared.contract import Contract
from shared.errors import Invalid, NotFound
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.schedule import PlannedRung, Schedule
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import FiredRung, Task, TaskDetail, TaskPage, TaskStatus, Workload, WorkloadRow
from shared.tasks.tables import TaskRow, TaskRungRow

DUE_SOON_DAYS = 3
CALENDAR = published_calendar()


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
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, description="`next` of the page before")


class PageMarkInvalid(Invalid):
    message = "翻页标记无效，请从第一页重新打开列表。"


Subjects = Callable[[Act, Sequence[UUID]], Mapping[UUID, str]]
"""Whom cases are about, by case id; asked once for a page."""


def no_subjects(_: Act, __: Sequence[UUID]) -> Mapping[UUID, str]:
    """For a service that knows no members."""
    return {}


def list_tasks(
    act: Act, permissions: Permissions, service: str, wanted: TaskFilter, subjects: Subjects = no_subjects
) -> TaskPage:
    holder = OrganisationRow
    query = (
        select(TaskRow, holder.name)
        .join(holder, holder.code == TaskRow.holder)
        .where(_scope(act, permissions, wanted.scope), *_conditions(act.today, wanted))
        .order_by(TaskRow.due_on, TaskRow.id)
        .limit(wanted.limit + 1)
    )
    rows = act.session.execute(query).all()
    shown = rows[: wanted.limit]
    names = subjects(act, [row.case_id for row, _ in shown])
    items = [view(row, name, service, act.at, names.get(row.case_id, "")) for row, name in shown]
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


def view(row: TaskRow, holder_name: str, service: str, at: datetime, subject: str = "") -> Task:
    schedule = Schedule.model_validate(row.plan) if row.plan else None
    copied = {name: getattr(row, name) for name in COPIED}
    late_by = CALENDAR.working_days_between(row.due_on, at.date()) if row.due_on < at.date() else 0
    return Task.model_validate(
        copied
        | {
            "task_id": row.id,
            "label": TaskKind(row.kind).label,
            "service": service,
            "subject": subject,
            "holder_name": holder_name,
            "provisional": schedule.provisional if schedule else False,
            "paused": any(pause.get("end") is None for pause in row.pauses),
            "overdue_working_days": late_by if row.status == TaskStatus.OPEN else 0,
            "why": schedule.why if schedule else {"key": "", "source": "", "text": ""},
            "next_rung": _next(schedule, at) if row.status == TaskStatus.OPEN else None,
        }
    )


COPIED = (
    "kind", "case_id", "case_label", "occurrence", "status", "holder", "role", "committee", "since", "due_on",
    "late", "rung", "opened_at", "closed_at", "closed_by_act",
)  # fmt: skip


def _next(schedule: Schedule | None, at: datetime) -> PlannedRung | None:
    rungs = schedule.rungs if schedule else ()
    return next((rung for rung in rungs if rung.at > at), None)


def read_task(act: Act, permissions: Permissions, service: str, task_id: UUID) -> TaskDetail:
    """A task with every rung that fired and why. Raises NotFound."""
    found = act.session.execute(
        select(TaskRow, OrganisationRow.name)
        .join(OrganisationRow, OrganisationRow.code == TaskRow.holder)
        .where(TaskRow.id == task_id, visible(act.actor, "read_task", permissions, TaskRow.__table__.c.holder_path))
    ).one_or_none()
    if found is None:
        raise NotFound()
    row, name = found
    return TaskDetail(task=view(row, name, service, act.at), fired=fired_rungs(act.session, task_id))


def fired_rungs(session: Session, task_id: UUID) -> list[FiredRung]:
    query = select(TaskRungRow).where(TaskRungRow.task_id == task_id).order_by(TaskRungRow.planned_at, TaskRungRow.id)
    return [FiredRung.model_validate(row) for row in session.scalars(query)]


def tasks_of_case(session: Session, case_id: UUID, service: str, at: datetime) -> list[TaskDetail]:
    query = (
        select(TaskRow, OrganisationRow.name)
        .join(OrganisationRow, OrganisationRow.code == TaskRow.holder)
        .where(TaskRow.case_id == case_id)
        .order_by(TaskRow.opened_at, TaskRow.id)
    )
    return [
        TaskDetail(task=view(row, name, service, at), fired=fired_rungs(session, row.id))
        for row, name in session.execute(query)
    ]


def read_workload(act: Act, permissions: Permissions) -> Workload:
    """Open, due soon and overdue by kind and committee in the reader's subtree."""
    today, soon = act.today, act.today + timedelta(days=DUE_SOON_DAYS)
    committee = OrganisationRow
    query = (
        select(
            TaskRow.kind,
            TaskRow.committee,
            func.coalesce(committee.name, "").label("committee_name"),
            func.count().label("open"),
            func.sum(case((TaskRow.due_on.between(today, soon), 1), else_=0)).label("due_soon"),
            func.sum(case((TaskRow.due_on < today, 1), else_=0)).label("overdue"),
        )
        .outerjoin(committee, committee.code == TaskRow.committee)
        .where(TaskRow.status == TaskStatus.OPEN, _scope(act, permissions, Scope.SUBTREE))
        .group_by(TaskRow.kind, TaskRow.committee, committee.name)
        .order_by(TaskRow.committee, TaskRow.kind)
    )
    rows = [WorkloadRow(label=TaskKind(row["kind"]).label, **row) for row in act.session.execute(query).mappings()]
    return Workload(as_of=act.at, rows=rows)
