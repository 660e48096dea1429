"""Opening the committee's task to decide."""

from uuid import UUID

from services.outflow.correction.tables import CorrectionRow
from services.outflow.operations.casework import lock_case
from services.outflow.operations.duties import DutyNoLongerOwed
from shared.act import Act
from shared.corrections.contract import DECIDED
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask


def open_correction_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises DutyNoLongerOwed."""
    case = lock_case(act, opening.case_id)
    row = act.session.get(CorrectionRow, UUID(opening.occurrence))
    if row is None or row.case_id != case.id or row.status in DECIDED:
        raise DutyNoLongerOwed(status=case.status)
    return tasks.open_task(act, opening, case.number)
