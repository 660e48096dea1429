"""The verbs of tasks. Acts close tasks in their own transaction; workflows open them and fire rungs."""

from collections.abc import Callable, Mapping
from uuid import UUID

from sqlalchemy import case, select, update
from sqlalchemy.dialects.postgresql import insert

from shared.act import Act
from shared.errors import NotFound
from shared.identifiers import new_id
from shared.organisation_directory.queries import nearest, organisation
from shared.organisation_directory.tables import OrganisationRow
from shared.organisations import OrganisationKind
from shared.policy.ladder import RungEffect
from shared.policy.schedule import PlannedRung
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import OpenedTask, OpenTask, RungReceipt, TaskStatus
from shared.tasks.superior import superior
from shared.tasks.tables import TaskRow, TaskRungRow
from shared.telemetry import rungs_fired

Effects = Mapping[RungEffect, Callable[[Act, TaskRow, PlannedRung], None]]
"""What a rung sets in motion in the service's own facts, in the same transaction."""

LockCase = Callable[[Act, UUID], object]

KEY = ("case_id", "kind", "occurrence")


def open_task(act: Act, opening: OpenTask, case_label: str) -> OpenedTask:
    """Put the task on its holder's list; a repeat re-arms it (other holder, pauses, schedule)."""
    holder = organisation(act.session, opening.holder)
    values = _armed(opening, holder) | {"committee": _committee(act, holder)}
    identity = {"id": new_id(), "opened_at": act.at, "case_label": case_label, "status": TaskStatus.OPEN, "late": False}
    key = {"case_id": opening.case_id, "kind": opening.kind, "occurrence": opening.occurrence}
    statement = insert(TaskRow).values(**key, **identity, **values)
    again = values | _claim_kept(holder)
    act.session.execute(
        statement.on_conflict_do_update(index_elements=KEY, set_=again, where=TaskRow.status == TaskStatus.OPEN)
    )
    row = _by_key(act, opening.case_id, opening.kind, opening.occurrence)
    assert row is not None
    fired = act.session.scalars(select(TaskRungRow.name).where(TaskRungRow.task_id == row.id)).all()
    return OpenedTask(task_id=row.id, status=TaskStatus(row.status), fired=tuple(fired))


def _armed(opening: OpenTask, holder: OrganisationRow) -> dict[str, object]:
    schedule = opening.schedule
    return {
        "holder": holder.code,
        "holder_path": holder.path,
        "role": opening.role,
        "since": opening.since,
        "due_on": schedule.due_on,
        "budget_working_days": schedule.budget_working_days,
        "policy": schedule.policy,
        "plan": schedule.model_dump(mode="json"),
        "pauses": [pause.model_dump(mode="json") for pause in opening.pauses],
    }


def _claim_kept(holder: OrganisationRow) -> dict[str, object]:
    """A task that goes to another organisation is claimed by nobody there."""
    columns = (TaskRow.claimed_by, TaskRow.claimed_by_name, TaskRow.claimed_at)
    return {one.key: case((TaskRow.holder == holder.code, one), else_=None) for one in columns}


def _committee(act: Act, holder: OrganisationRow) -> str | None:
    found = nearest(act.session, holder.path, OrganisationKind.GRASSROOTS_COMMITTEE)
    return found.code if found else None


def _by_key(act: Act, case_id: UUID, kind: str, occurrence: str) -> TaskRow | None:
    query = select(TaskRow).where(TaskRow.case_id == case_id, TaskRow.kind == kind, TaskRow.occurrence == occurrence)
    return act.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def close_task(act: Act, case_id: UUID, kind: TaskKind, holder: str, *, verb: str, occurrence: str = "") -> None:
    """Close the task that an act answers. An act that comes before its task leaves a closed row behind,
    so that the workflow's later `open_task` finds the answer instead of asking again."""
    _end(act, case_id, kind, holder, occurrence, verb, TaskStatus.DONE)


def cancel_task(act: Act, case_id: UUID, kind: TaskKind, holder: str, *, verb: str, occurrence: str = "") -> None:
    """Take a task back that is no longer owed."""
    _end(act, case_id, kind, holder, occurrence, verb, TaskStatus.CANCELLED)


def _end(act: Act, case_id: UUID, kind: TaskKind, holder: str, occurrence: str, verb: str, status: TaskStatus) -> None:
    ending = {"status": status, "closed_at": act.at, "closed_by_act": verb}
    key = {"case_id": case_id, "kind": kind, "occurrence": occurrence}
    mine = [getattr(TaskRow, name) == value for name, value in key.items()]
    ended = (
        update(TaskRow)
        .where(*mine, TaskRow.status == TaskStatus.OPEN)
        .values(**ending, late=TaskRow.due_on < act.today)
    )
    if not act.session.execute(ended.returning(TaskRow.id)).first():
        _leave_answer(act, key, holder, ending)


def _leave_answer(act: Act, key: dict[str, object], holder: str, ending: dict[str, object]) -> None:
    """The act came before its task; one that has ended already stays as it is."""
    row = organisation(act.session, holder)
    early = {
        "id": new_id(),
        "holder": row.code,
        "holder_path": row.path,
        "role": Role.SYSTEM,
        "since": act.today,
        "due_on": act.today,
        "opened_at": act.at,
        "late": False,
    }
    act.session.execute(insert(TaskRow).values(**key, **early, **ending).on_conflict_do_nothing())


def cancel_case_tasks(act: Act, case_id: UUID, *, verb: str) -> None:
    """The case has ended: nothing is owed any more."""
    query = select(TaskRow).where(TaskRow.case_id == case_id, TaskRow.status == TaskStatus.OPEN).with_for_update()
    for row in act.session.scalars(query):
        row.status, row.closed_at, row.closed_by_act = TaskStatus.CANCELLED, act.at, verb


def withdraw_task(act: Act, task_id: UUID) -> None:
    """A workflow takes back what it asked; a task that was answered meanwhile stays answered."""
    row = act.session.get(TaskRow, task_id, with_for_update=True)
    if row is not None and row.status == TaskStatus.OPEN:
        row.status, row.closed_at, row.closed_by_act = TaskStatus.CANCELLED, act.at, "withdraw_task"


def fire_rung(act: Act, task_id: UUID, rung: PlannedRung, effects: Effects, lock_case: LockCase) -> RungReceipt:
    """Remind or raise once. The duty itself stays with its holder; the superior is added as one who sees."""
    task = act.session.get(TaskRow, task_id)
    if task is None:
        raise NotFound()
    if rung.effect in effects:
        # Acts lock the case before its tasks; an effect must do so in the same order.
        lock_case(act, task.case_id)
    act.session.refresh(task, with_for_update=True)
    if task.status != TaskStatus.OPEN or not _store(act, task, rung):
        return RungReceipt(fired=False)
    task.rung = rung.name
    if rung.effect is not None and rung.effect in effects:
        effects[rung.effect](act, task, rung)
    rungs_fired.labels(task.kind, rung.action).inc()
    return RungReceipt(fired=True)


def _store(act: Act, task: TaskRow, rung: PlannedRung) -> bool:
    to = superior(act.session, task.holder_path, rung.to)
    row = {
        "id": new_id(),
        "task_id": task.id,
        "name": rung.name,
        "action": rung.action,
        "to": rung.to,
        "went_to": to.code,
        "went_to_name": to.name,
        "went_to_path": to.path,
        "reason": to.reason,
        "why": rung.why.model_dump(mode="json"),
        "planned_at": rung.at,
        "fired_at": act.at,
    }
    statement = insert(TaskRungRow).values(row).on_conflict_do_nothing().returning(TaskRungRow.id)
    return act.session.execute(statement).scalar() is not None
