"""What a rung sets in motion on the host side (W-03, W-10). None of these decides anything for people."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from services.inflow.contract import DisputeOrigin, DisputeStage
from services.inflow.domain.dispute import NEXT_STAGE, is_open
from services.inflow.operations.casework import put_down, write
from services.inflow.operations.disputes import open_dispute
from services.inflow.snapshots import dispute_of
from services.inflow.tables import DisputeRow, PlacementRow
from shared.act import Act
from shared.business_clock import start_of_day
from shared.letters.contract import AcceptanceOverdue, DisputeProgress
from shared.policy.ladder import RungEffect
from shared.policy.schedule import PlannedRung
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import Effects
from shared.tasks.tables import TaskRow


def lock_case(act: Act, case_id: UUID) -> None:
    """Acts lock the placement before its tasks; a rung with an effect does so in the same order."""
    query = select(PlacementRow).where(PlacementRow.case_id == case_id).order_by(PlacementRow.attempt)
    act.session.scalars(query.with_for_update()).all()


def _placement(act: Act, task: TaskRow) -> PlacementRow:
    attempt = int(task.occurrence.split(".")[0])
    query = select(PlacementRow).where(PlacementRow.case_id == task.case_id, PlacementRow.attempt == attempt)
    return act.session.scalars(query).one()


def mark_acceptance_overdue(act: Act, task: TaskRow, rung: PlannedRung) -> None:
    row = _placement(act, task)
    if not row.acceptance_overdue:
        row.acceptance_overdue = True
        put_down(act, row, "acceptance_overdue", None, task=task.kind, rung=rung.name)


def open_joint_coordination(act: Act, task: TaskRow, rung: PlannedRung) -> None:
    row = _placement(act, task)
    if task.kind == TaskKind.REVIEW_REFUSAL:
        _next_stage(act, row, "open_joint_coordination")
        return
    row.acceptance_overdue = True
    opened = not _coordinated(dispute_of(act, row), rung.at)
    if opened:
        open_dispute(act, row, DisputeOrigin.SILENCE, DisputeStage.JOINT, "")
        write(act, row, AcceptanceOverdue(since=row.accept_from or row.notified_on))
    put_down(act, row, "open_joint_coordination", None, task=task.kind, opened=opened)


def _coordinated(dispute: DisputeRow | None, rung_at: datetime) -> bool:
    """Open already; or this silence has been coordinated before: the next task of the same acceptance carries
    the same rung, which has run out long ago."""
    if dispute is None:
        return False
    same_silence = dispute.origin == DisputeOrigin.SILENCE and start_of_day(dispute.opened_on) >= rung_at
    return is_open(DisputeStage(dispute.stage)) or same_silence


def open_provincial_coordination(act: Act, task: TaskRow, rung: PlannedRung) -> None:
    _next_stage(act, _placement(act, task), "open_provincial_coordination")


def _next_stage(act: Act, row: PlacementRow, verb: str) -> None:
    dispute = dispute_of(act, row)
    if dispute is None or DisputeStage(dispute.stage) not in NEXT_STAGE:
        return
    stage = NEXT_STAGE[DisputeStage(dispute.stage)]
    dispute.stage, dispute.stage_since, dispute.version = stage, act.today, row.version + 1
    write(act, row, DisputeProgress(stage=stage))
    put_down(act, row, verb, None, stage=stage)


EFFECTS: Effects = {
    RungEffect.ACCEPTANCE_OVERDUE: mark_acceptance_overdue,
    RungEffect.OPEN_JOINT_COORDINATION: open_joint_coordination,
    RungEffect.OPEN_PROVINCIAL_COORDINATION: open_provincial_coordination,
}
