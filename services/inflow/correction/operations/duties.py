"""Opening the host committee's task to decide."""

from uuid import UUID

from services.inflow.correction.tables import CorrectionRow
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.corrections.contract import DECIDED
from shared.errors import Conflict
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask


class CorrectionDecided(Conflict):
    message = "这项更正已核定，任务不再需要。"


def open_correction_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises CorrectionDecided."""
    row = act.session.get(CorrectionRow, UUID(opening.occurrence.partition(".")[2]))
    if row is None or row.case_id != opening.case_id:
        raise CorrectionDecided()
    placement = act.session.get_one(PlacementRow, row.placement_id, with_for_update=True)
    act.session.refresh(row)
    if row.status in DECIDED:
        raise CorrectionDecided()
    return tasks.open_task(act, opening, placement.case_number)
