"""Opening a task for the workflow: only what the placement owes at this moment."""

from sqlalchemy import select

from services.inflow.domain.placement import owed_tasks
from services.inflow.snapshots import dispute_state, placement_state
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.errors import Conflict, Invalid, NotFound
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask, TaskStatus
from shared.tasks.tables import TaskRow


class TaskNotOwed(Conflict):
    message = "该党员的接收现在不需要这项任务。"


class OccurrenceInvalid(Invalid):
    message = "任务序号请按“接收次序.轮次”填写，如 1.1。"


def open_task(act: Act, opening: OpenTask) -> OpenedTask:
    """A task that was answered before it was opened comes back closed. Raises NotFound, TaskNotOwed."""
    row = _placement(act, opening)
    if not _is_owed(act, row, opening) and not _was_closed(act, opening):
        raise TaskNotOwed(status=row.status, version=row.version)
    return tasks.open_task(act, opening, row.case_number)


def _placement(act: Act, opening: OpenTask) -> PlacementRow:
    attempt = opening.occurrence.split(".")[0]
    if not attempt.isdecimal():
        raise OccurrenceInvalid()
    query = select(PlacementRow).where(PlacementRow.case_id == opening.case_id, PlacementRow.attempt == int(attempt))
    row = act.session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        raise NotFound()
    return row


def _is_owed(act: Act, row: PlacementRow, opening: OpenTask) -> bool:
    return any(
        (owed.kind, owed.occurrence) == (opening.kind, opening.occurrence) and opening.holder in owed.holders
        for owed in owed_tasks(placement_state(act, row), dispute_state(act, row))
    )


def _was_closed(act: Act, opening: OpenTask) -> bool:
    query = select(TaskRow.status).where(
        TaskRow.case_id == opening.case_id, TaskRow.kind == opening.kind, TaskRow.occurrence == opening.occurrence
    )
    status = act.session.scalar(query)
    return status is not None and status != TaskStatus.OPEN
