"""Opening a task for the workflow: only what this copy owes at this moment."""

from services.registry.agreement.operations.casework import lock_agreement
from services.registry.agreement.snapshots import agreement_state
from shared.act import Act
from shared.errors import Conflict
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask


class NotOwedByThisAgreement(Conflict):
    message = "这份协议现在不需要这项任务。"


def open_agreement_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises NotFound, NotOwedByThisAgreement."""
    row = lock_agreement(act, opening.case_id)
    state = agreement_state(act, row)
    owed: dict[TaskKind, set[str | None]] = {
        TaskKind.NEGOTIATE_AGREEMENT: {
            str(row.round) if state.answer_since else None,
            f"{row.round}.sign" if state.countersign_since else None,
        },
        TaskKind.HOLD_CONSULTATION: {*state.open_periods},
        TaskKind.RENEW_AGREEMENT: {"" if state.renewal_open else None},
    }
    if state.over or opening.occurrence not in owed[opening.kind]:
        raise NotOwedByThisAgreement(status=row.status, version=row.version)
    return tasks.open_task(act, opening, row.number)


OPENS = dict.fromkeys(
    (TaskKind.NEGOTIATE_AGREEMENT, TaskKind.HOLD_CONSULTATION, TaskKind.RENEW_AGREEMENT), open_agreement_task
)
