"""Voiding a number, and opening the task that numbers a replacement."""

from uuid import UUID

from sqlalchemy import select

from services.registry.number_status import contract as c
from services.registry.operations.tasks import open_numbering
from services.registry.tables import CertificateNumberRow
from shared import history
from shared.act import Act
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import OpenedTask, OpenTask, TaskStatus
from shared.tasks.operations import cancel_task
from shared.tasks.tables import TaskRow

NUMBERING = (TaskKind.NUMBER_CERTIFICATE, TaskKind.NUMBER_REPLACEMENT)


def void_number(act: Act, certificate_id: UUID, body: c.VoidNumber) -> c.NumberVoided:
    """Idempotent: the first day and reason stand. A request without a number is withdrawn; an unknown one is none."""
    row = act.session.get(CertificateNumberRow, certificate_id, with_for_update=True)
    if row is None:
        return c.NumberVoided(certificate_id=certificate_id, void=False)
    if row.status == "REQUESTED":
        row.status = "WITHDRAWN"
        _take_back_tasks(act, row.case_id)
    elif row.status == "ALLOTTED":
        row.status, row.voided_on, row.void_reason = "VOID", body.voided_on, body.reason
        history.append(act, "void_number", row.case_id, row.status, number=row.number, reason=body.reason)
    return c.NumberVoided(certificate_id=certificate_id, void=row.status == "VOID")


def _take_back_tasks(act: Act, case_id: UUID) -> None:
    query = select(TaskRow).where(
        TaskRow.case_id == case_id, TaskRow.kind.in_(NUMBERING), TaskRow.status == TaskStatus.OPEN
    )
    for task in act.session.scalars(query).all():
        kind = TaskKind(task.kind)
        cancel_task(act, case_id, kind, task.holder, verb="void_number", occurrence=task.occurrence)


def open_task(act: Act, opening: OpenTask) -> OpenedTask:
    """NUMBER_REPLACEMENT. Raises NotAtThisStep."""
    return open_numbering(act, opening)
