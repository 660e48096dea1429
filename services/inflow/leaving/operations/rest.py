"""What the stay itself asked for is not owed any more: he is on his way home, suspended, or gone (5.1)."""

from sqlalchemy import update

from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import TaskStatus
from shared.tasks.tables import TaskRow

OF_THE_STAY = (K.SEND_FEEDBACK, K.ANSWER_FEEDBACK, K.TELL_CHANGE, K.ACKNOWLEDGE_CHANGE, K.RELAY_SUMMONS)
"""W-05 names its tasks anew after each rest, so that what is taken back here may be asked again."""


def take_back_tasks_of_the_stay(act: Act, row: PlacementRow, verb: str) -> None:
    mine = (
        TaskRow.case_id == row.case_id,
        TaskRow.status == TaskStatus.OPEN,
        TaskRow.kind.in_(OF_THE_STAY),
        TaskRow.occurrence.startswith(f"{row.attempt}."),
    )
    ended = {"status": TaskStatus.CANCELLED, "closed_at": act.at, "closed_by_act": verb}
    act.session.execute(update(TaskRow).where(*mine).values(**ended))
