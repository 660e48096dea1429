"""Two selects for whoever tells people: one over what is open, one over what has just fired."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import case, func, select

from shared.act import Act
from shared.announcing.contract import DueCount, DueCounts, RungsToTell, RungToTell
from shared.authorisation import OFFICERS
from shared.policy.ladder import RungAction
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import TaskStatus
from shared.tasks.limits import DUE_SOON_DAYS
from shared.tasks.tables import TaskRow, TaskRungRow

PAGE = 500


def count_due(act: Act) -> DueCounts:
    today, soon = act.today, act.today + timedelta(days=DUE_SOON_DAYS)
    parts = {
        "overdue": TaskRow.due_on < today,
        "today": TaskRow.due_on == today,
        "soon": TaskRow.due_on.between(today + timedelta(days=1), soon),
    }
    counts = [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in parts.items()]
    query = (
        select(TaskRow.holder.label("organisation"), TaskRow.role, *counts)
        .where(TaskRow.status == TaskStatus.OPEN, TaskRow.due_on <= soon)
        .group_by(TaskRow.holder, TaskRow.role)
    )
    return DueCounts(day=today, rows=[DueCount(**row) for row in act.session.execute(query).mappings()])


def list_rungs_to_tell(act: Act, after: UUID) -> RungsToTell:
    """Beyond the id `after`: ids are ordered by the moment at which they were made. Of tasks that are still open."""
    query = (
        select(TaskRungRow, TaskRow)
        .join(TaskRow, TaskRow.id == TaskRungRow.task_id)
        .where(
            TaskRungRow.id > after,
            TaskRungRow.action.in_((RungAction.REMIND, RungAction.RAISE)),
            TaskRow.status == TaskStatus.OPEN,
        )
        .order_by(TaskRungRow.id)
        .limit(PAGE)
    )
    return RungsToTell(items=[_to_tell(rung, task) for rung, task in act.session.execute(query)])


def _to_tell(rung: TaskRungRow, task: TaskRow) -> RungToTell:
    action = RungAction(rung.action)
    roles = (Role(task.role),) if action is RungAction.REMIND else tuple(sorted(OFFICERS))
    return RungToTell(
        rung_id=rung.id, task_id=task.id, action=action, organisation=rung.went_to, roles=roles,
        label=TaskKind(task.kind).label, case_label=task.case_label, due_on=task.due_on, fired_at=rung.fired_at,
    )  # fmt: skip
