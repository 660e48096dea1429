"""The task the registry keeps: a department numbers a certificate, the first one or a replacement."""

from uuid import UUID

from sqlalchemy import select

from services.registry.tables import CertificateNumberRow
from shared.act import Act
from shared.errors import Invalid, NotAtThisStep
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask
from shared.tasks.tables import TaskRow


class TaskNotKeptHere(Invalid):
    message = "这个服务不办理这项任务，请核对任务种类。"


def open_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises TaskNotKeptHere, NotAtThisStep."""
    if opening.kind is not TaskKind.NUMBER_CERTIFICATE:
        raise TaskNotKeptHere()
    return open_numbering(act, opening)


def open_numbering(act: Act, opening: OpenTask) -> OpenedTask:
    """Comes back DONE when the number was given before the task was opened. Raises NotAtThisStep."""
    request = _newest_request(act, opening.case_id)
    if request is None:
        raise NotAtThisStep("这个个案没有编号申请，不能开立编号任务。")
    if request.status == "ALLOTTED":
        kind = opening.kind
        tasks.close_task(
            act, opening.case_id, kind, opening.holder, verb="number_certificate", occurrence=opening.occurrence
        )
    elif request.status != "REQUESTED":
        raise NotAtThisStep("编号申请已撤回或作废，不再开立编号任务。", status=request.status)
    return tasks.open_task(act, opening, request.case_number)


def withdraw_task(act: Act, task_id: UUID) -> None:
    """With the task goes the request; what was numbered meanwhile stays numbered."""
    task = act.session.get(TaskRow, task_id)
    request = _newest_request(act, task.case_id) if task else None
    tasks.withdraw_task(act, task_id)
    if request is not None and request.status == "REQUESTED":
        request.status = "WITHDRAWN"


def _newest_request(act: Act, case_id: UUID) -> CertificateNumberRow | None:
    """Locked before the task, as the act does it. A replacement certificate has a request of its own."""
    query = (
        select(CertificateNumberRow)
        .where(CertificateNumberRow.case_id == case_id)
        .order_by(CertificateNumberRow.certificate_id.desc())
        .limit(1)
        .with_for_update()
    )
    return act.session.scalars(query).one_or_none()
