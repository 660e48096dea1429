"""Tasks of leaving: when each is still owed, so that a workflow that lags behind cannot open a stale one."""

from collections.abc import Callable

from services.outflow.contract import CaseStatus
from services.outflow.leaving.operations.transfer import transfer_occurrence
from services.outflow.leaving.queries import claims_of
from services.outflow.operations.casework import lock_case
from services.outflow.operations.duties import DutyNoLongerOwed
from services.outflow.snapshots import return_occurrence
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

K, S = TaskKind, CaseStatus

STILL_OWED: dict[TaskKind, Callable[[Act, CaseRow, str], bool]] = {
    K.RELOCATE_MEMBER: lambda _, c, occurrence: c.is_open and occurrence == f"{c.attempt}.{c.moves_told_on}",
    K.REPORT_RETURN: lambda _, c, occurrence: (
        c.status == S.RETURNING and c.return_reported_on is None and occurrence == return_occurrence(c)
    ),
    K.INSPECT_RETURN: lambda _, c, __: c.status == S.RETURNING and c.return_reported_on is not None,
    K.CONFIRM_TRANSFER: lambda _, c, occurrence: c.is_open and occurrence == transfer_occurrence(c),
    K.SETTLE_HOST_CLAIM: lambda act, c, occurrence: any(
        str(claim.attempt) == occurrence and claim.settled_on is None for claim in claims_of(act, c)
    ),
}


def open_leaving_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises DutyNoLongerOwed."""
    case = lock_case(act, opening.case_id)
    if not STILL_OWED[opening.kind](act, case, opening.occurrence):
        raise DutyNoLongerOwed(status=case.status)
    return tasks.open_task(act, opening, case.number)
