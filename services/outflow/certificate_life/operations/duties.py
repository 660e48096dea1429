"""Opening the tasks of the certificate's life: only what is owed at this moment."""

from collections.abc import Callable

from services.outflow.certificate_life.contract import ReplacementStatus
from services.outflow.certificate_life.operations.taking_up import file_of
from services.outflow.certificate_life.snapshots import certificate_state
from services.outflow.certificate_life.states import CertificateState
from services.outflow.operations.casework import lock_case
from services.outflow.operations.duties import DutyNoLongerOwed
from shared.act import Act
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

K = TaskKind

STILL_OWED: dict[TaskKind, Callable[[CertificateState, str], bool]] = {
    K.CHECK_LOSS: lambda s, occurrence: s.loss_since is not None and occurrence == str(s.losses),
    K.REPLACE_CERTIFICATE: lambda s, occurrence: s.replacement_since is not None and occurrence == str(s.replaced + 1),
    K.SEAL_REPLACEMENT: lambda s, occurrence: (
        s.replacing is not None
        and s.replacing.status is ReplacementStatus.NUMBERED
        and occurrence == str(s.replacing.serial)
    ),
    K.CHECK_CERTIFICATE: lambda s, occurrence: any(occurrence == str(check.year) for check in s.open_checks),
    K.PUT_AWAY_CERTIFICATE: lambda s, _: s.inspected_since is not None,
    K.REMIND_OF_DUES: lambda s, occurrence: any(occurrence == one.occurrence for one in s.arrears),
    K.CONSIDER_ARREARS: lambda s, occurrence: any(occurrence == one.occurrence for one in s.arrears),
    K.SETTLE_FALSE_ENTRIES: lambda s, occurrence: any(occurrence == str(one.serial) for one in s.findings),
}


def open_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises DutyNoLongerOwed."""
    case = lock_case(act, opening.case_id)
    file = file_of(act, case)
    if file is None or not STILL_OWED[opening.kind](certificate_state(act, case, file), opening.occurrence):
        raise DutyNoLongerOwed(status=case.status)
    return tasks.open_task(act, opening, case.number)
