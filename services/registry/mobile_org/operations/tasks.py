"""Opening a task for the workflow: only what this copy owes at this moment."""

from services.registry.mobile_org.contract import MobileOrgStatus
from services.registry.mobile_org.operations.casework import lock_mobile_org
from services.registry.mobile_org.snapshots import LEADING, SUPPORTING
from shared.act import Act
from shared.errors import Conflict
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

OWED_IN = {
    TaskKind.SUPPORT_MOBILE_ORG: (SUPPORTING, MobileOrgStatus.PROPOSED),
    TaskKind.APPROVE_MOBILE_ORG: (LEADING, MobileOrgStatus.HOST_CONSULTED),
}


class NotOwedByThisMobileOrg(Conflict):
    message = "这个流动党员党组织现在不需要这项任务。"


def open_mobile_org_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises NotFound, NotOwedByThisMobileOrg."""
    row = lock_mobile_org(act, opening.case_id)
    if (row.attempt, row.status) != OWED_IN[opening.kind]:
        raise NotOwedByThisMobileOrg(status=row.status, version=row.version)
    return tasks.open_task(act, opening, row.name)


OPENS = dict.fromkeys(OWED_IN, open_mobile_org_task)
