"""What W-07's workflow follows, told in the act's own transaction; tasks that are no longer owed are taken back."""

from sqlalchemy import select

from services.outflow.lost_contact.contract import Finding, LostState, LostStatus, Measure, Stage
from services.outflow.lost_contact.domain import measure_due, owed_tasks
from services.outflow.lost_contact.tables import LostContactRow
from services.outflow.statuses import Standing
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.outbox import follow
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import TaskStatus
from shared.tasks.operations import cancel_task
from shared.tasks.tables import TaskRow

KINDS = (
    TaskKind.SEARCH_MEMBER,
    TaskKind.CONFIRM_LOST,
    TaskKind.RECORD_FINDING,
    TaskKind.HOLD_LOST_MEETING,
    TaskKind.CONSIDER_LAPSE,
    TaskKind.DECIDE_LOST_MEASURE,
    TaskKind.FILE_LOST_MEASURE,
    TaskKind.REVIEW_CORRECTION_ORDER,
)


def due(case: CaseRow, row: LostContactRow) -> Measure | None:
    """The measure that the branch meeting has to vote on, or that is under way."""
    return measure_due(
        LostStatus(row.status),
        Standing(case.member.standing),
        finding=Finding(row.finding) if row.finding else None,
        settled_abroad=row.settled_abroad,
        applied=row.applied_on is not None,
        lapse_due=row.lapse_since is not None,
    )


def lost_state(act: Act, case: CaseRow, row: LostContactRow) -> LostState:
    return LostState(
        process_id=row.id,
        case_id=case.id,
        version=row.version,
        clock=act.clock,
        status=LostStatus(row.status),
        home_branch=case.home_branch,
        home_committee=case.home_committee or case.home_branch,
        since=row.since,
        confirm_on=row.confirm_on,
        confirm_since=row.confirm_since,
        found_on=row.found_on,
        measure_due=due(case, row),
        measure_since=row.measure_since,
        stage=Stage(row.stage) if row.stage else None,
        stage_since=row.stage_since,
        meetings=row.meetings,
        correct_until=row.correct_by,
        correction_since=row.correction_since,
        lapse_on=row.lapse_on,
        lapse_since=row.lapse_since,
    )


def publish_lost(act: Act, case: CaseRow, row: LostContactRow, verb: str) -> None:
    row.version += 1
    act.session.flush()
    state = lost_state(act, case, row)
    _cancel_lapsed(act, state, verb)
    follow(act.session, "LostContact", state)


def _cancel_lapsed(act: Act, state: LostState, verb: str) -> None:
    owed = set() if state.over else owed_tasks(state)
    query = select(TaskRow.kind, TaskRow.occurrence, TaskRow.holder).where(
        TaskRow.case_id == state.case_id, TaskRow.status == TaskStatus.OPEN, TaskRow.kind.in_(KINDS)
    )
    for kind, occurrence, holder in act.session.execute(query).all():
        if (TaskKind(kind), occurrence) not in owed:
            cancel_task(act, state.case_id, TaskKind(kind), holder, verb=verb, occurrence=occurrence)
