"""What the workflows follow: snapshots of a placement and its dispute, told in the act's own transaction."""

from sqlalchemy import select

from services.inflow.contract import DisputeStage, DisputeState, PlacementState, PlacementStatus
from services.inflow.domain.placement import owed_tasks
from services.inflow.tables import DisputeRow, PlacementRow
from shared.act import Act
from shared.letters.operations import undelivered
from shared.outbox import follow
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import Pause, TaskStatus
from shared.tasks.operations import cancel_task
from shared.tasks.tables import TaskRow

OF_ACCEPTANCE = (
    TaskKind.VERIFY_CERTIFICATE,
    TaskKind.PLACE_MEMBER,
    TaskKind.ENROL_MEMBER,
    TaskKind.LOOK_FOR_MEMBER,
    TaskKind.REVIEW_REFUSAL,
    TaskKind.COORDINATE_JOINTLY,
    TaskKind.COORDINATE_PROVINCIALLY,
    TaskKind.RELEASE_MEMBER,
    TaskKind.ACCEPT_TRANSFER,
)
"""Tasks of W-01, W-03 and W-10, which the placement's own state asks for; other processes end theirs themselves."""


def placement_state(act: Act, row: PlacementRow) -> PlacementState:
    return PlacementState(
        case_id=row.case_id,
        attempt=row.attempt,
        version=row.version,
        clock=act.clock,
        status=PlacementStatus(row.status),
        host_committee=row.host_committee,
        host_branch=row.host_branch,
        accept_from=row.accept_from,
        pauses=pauses_of(row),
        look_since=row.look_since,
        letters=undelivered(act, row.case_id, row.attempt),
        round=row.round,
        looks=row.looks,
        leaving_since=row.leaving_since,
        note_owed=row.note_owed,
        transfer_since=row.transfer_since,
    )


def pauses_of(row: PlacementRow) -> tuple[Pause, ...]:
    return tuple(Pause.model_validate(pause) for pause in row.pauses)


def dispute_of(act: Act, row: PlacementRow) -> DisputeRow | None:
    return act.session.get(DisputeRow, row.id)


def dispute_state(act: Act, row: PlacementRow) -> DisputeState | None:
    """None while the placement has never been disputed."""
    dispute = dispute_of(act, row)
    if dispute is None:
        return None
    return DisputeState(
        case_id=row.case_id,
        attempt=row.attempt,
        version=dispute.version,
        clock=act.clock,
        stage=DisputeStage(dispute.stage),
        host_department=row.host_department,
        host_province=row.host_province,
        stage_since=dispute.stage_since,
        round=dispute.round,
    )


def publish(act: Act, row: PlacementRow, verb: str) -> None:
    """One version more; lapsed tasks are taken back; the workflows get the newest snapshot."""
    row.version += 1
    act.session.flush()
    placement, dispute = placement_state(act, row), dispute_state(act, row)
    _cancel_lapsed(act, placement, dispute, verb)
    follow(act.session, "InflowAcceptance", placement)
    if dispute is not None and dispute.version == row.version:
        follow(act.session, "RefusalDispute", dispute)
    act.react(row)


def _cancel_lapsed(act: Act, placement: PlacementState, dispute: DisputeState | None, verb: str) -> None:
    """Take back the open tasks of this attempt that its present state no longer owes."""
    owed = {(task.kind, task.occurrence) for task in owed_tasks(placement, dispute)}
    query = select(TaskRow.kind, TaskRow.occurrence, TaskRow.holder).where(
        TaskRow.case_id == placement.case_id,
        TaskRow.status == TaskStatus.OPEN,
        TaskRow.kind.in_(OF_ACCEPTANCE),
        TaskRow.occurrence.startswith(f"{placement.attempt}."),
    )
    for kind, occurrence, holder in act.session.execute(query).all():
        if (kind, occurrence) not in owed:
            cancel_task(act, placement.case_id, TaskKind(kind), holder, verb=verb, occurrence=occurrence)
