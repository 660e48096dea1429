"""Opening a task for the workflow: only what the change owes at this moment."""

from services.registry.org_change.contract import ChangeStatus
from services.registry.org_change.operations.casework import lock_change
from shared.act import Act
from shared.errors import Conflict
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

OWED_IN = {TaskKind.MAP_ORG_CHANGE: ChangeStatus.DECIDED, TaskKind.VERIFY_ORG_CHANGE: ChangeStatus.EFFECTIVE}


class NotOwedByThisChange(Conflict):
    message = "这项机构变动现在不需要这项任务。"


def open_change_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises NotFound, NotOwedByThisChange."""
    row = lock_change(act, opening.case_id)
    if row.status != OWED_IN[opening.kind]:
        raise NotOwedByThisChange(status=row.status, version=row.version)
    return tasks.open_task(act, opening, row.document)


OPENS = dict.fromkeys(OWED_IN, open_change_task)
