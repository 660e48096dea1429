"""Finding, branch meeting, committee, filing: nothing takes effect without people (W-07, 条例 Art 24, 30, 31)."""

from uuid import UUID

from sqlalchemy import select

from services.outflow.contract import EndReason
from services.outflow.lost_contact.contract import (
    DecideMeasure,
    FileMeasure,
    Finding,
    LostStatus,
    Measure,
    RecordFinding,
    ResolveMeasure,
    Stage,
)
from services.outflow.lost_contact.domain import (
    EFFECT,
    after_approval,
    check_correction_term,
    lapse_day,
    passes,
)
from services.outflow.lost_contact.operations.casework import already_taken, done, put_down, take_up
from services.outflow.lost_contact.snapshots import due, publish_lost
from services.outflow.lost_contact.tables import LostContactRow, MeasureRow
from services.outflow.operations.casework import not_later_than_today, note
from services.outflow.operations.ending import end_case, resume_case, suspend_case
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict, NotAtThisStep, NotYourPost
from shared.organisation_directory.queries import policy_for
from shared.policy.task_kinds import TaskKind
from shared.posts import Post

S, M = LostStatus, Measure

ENDS = {M.REVOKE: EndReason.REVOKED, M.NOT_KEEP: EndReason.REVOKED, M.REMOVE: EndReason.REMOVED,
        M.LAPSE: EndReason.LAPSED}  # fmt: skip


class AnotherMeasureIsDue(Conflict):
    message = "现在应研究的不是这项处理，请刷新后再看。"


class PreparerMayNotApprove(NotYourPost):
    message = "提请处理的人不能审批，请由党委另一名工作人员办理。"


class FindingStands(Conflict):
    message = "失联原因已登记，处理意见正在研究；请等待研究结果。"


def record_finding(act: Act, case_id: UUID, body: RecordFinding) -> CaseRow:
    """F1 settles it; F2 to F4 are put to the branch meeting."""
    case, row, post = take_up(act, "record_finding", case_id)
    if row.finding is not None:
        raise FindingStands()
    if body.finding is Finding.F2:
        longest = policy_for(act.session, case.home_path, act.today).term("lost.correction").amount
        row.correct_by = check_correction_term(body.correct_by, act.today, longest)
    done(act, case, row, TaskKind.RECORD_FINDING, "record_finding", f"{row.since}.{row.meetings}")
    row.finding = body.finding
    if body.finding is Finding.F1:
        row.status = S.SETTLED
    else:
        row.measure_since = act.today
    put_down(act, case, row, "record_finding", post, finding=body.finding, words=body.text)
    return case


def resolve_measure(act: Act, case_id: UUID, body: ResolveMeasure) -> CaseRow:
    case, row, post = take_up(act, "resolve_measure", case_id)
    _check_due(act, case, row, body.measure, None)
    not_later_than_today(act, held_on=body.held_on)
    passed = passes(body.entitled, body.present, body.in_favour)
    kind = TaskKind.CONSIDER_LAPSE if body.measure is M.LAPSE else TaskKind.HOLD_LOST_MEETING
    done(act, case, row, kind, "resolve_measure")
    numbers = body.model_dump(include={"measure", "held_on", "entitled", "present", "in_favour"})
    by = {"resolved_by": act.actor.name_in(post), "resolved_account": act.actor.account}
    act.session.add(MeasureRow(process_id=row.id, passed=passed, **numbers, **by))
    row.meetings += 1
    if passed:
        row.stage, row.stage_since = Stage.COMMITTEE, act.today
    else:
        _has_not_passed(act, row, body.measure)
    put_down(act, case, row, "resolve_measure", post, measure=body.measure, passed=passed, words=body.text)
    return case


def _has_not_passed(act: Act, row: LostContactRow, measure: Measure) -> None:
    """The branch looks again: at the finding, or at the next meeting; an application that failed is over."""
    row.measure_since = act.today
    if row.status == S.FOUND:
        row.finding = row.measure_since = None
    if measure is M.RESTORE:
        row.applied_on = None


def decide_measure(act: Act, case_id: UUID, body: DecideMeasure) -> CaseRow:
    """The committee approves, or sends it back to the branch meeting."""
    case, row, post = take_up(act, "decide_measure", case_id)
    _check_due(act, case, row, body.measure, Stage.COMMITTEE)
    not_later_than_today(act, decided_on=body.decided_on)
    step = _under_way(act, row)
    if act.actor.answers_for(step.resolved_account):
        raise PreparerMayNotApprove()
    done(act, case, row, TaskKind.DECIDE_LOST_MEASURE, "decide_measure")
    step.approved, step.decided_on, step.decided_by = body.approved, body.decided_on, act.actor.name_in(post)
    row.stage = row.stage_since = None
    if not body.approved:
        row.measure_since = act.today
    elif stage := after_approval(body.measure):
        row.stage, row.stage_since = stage, act.today
    note(act, "decide_measure", case, post, measure=body.measure, approved=body.approved, words=body.text)
    if body.approved and row.stage is None:
        _takes_effect(act, case, row, body.measure, post)
    publish_lost(act, case, row, "decide_measure")
    return case


def file_measure(act: Act, case_id: UUID, body: FileMeasure) -> CaseRow:
    """备案: the level above has it on record; from here on the measure holds."""
    case, row, post = take_up(act, "file_measure", case_id)
    _check_due(act, case, row, body.measure, Stage.FILING)
    not_later_than_today(act, filed_on=body.filed_on)
    step = _under_way(act, row)
    done(act, case, row, TaskKind.FILE_LOST_MEASURE, "file_measure")
    step.filed_on, step.filing_number = body.filed_on, body.filing_number
    row.stage = row.stage_since = None
    note(act, "file_measure", case, post, measure=body.measure, filed_on=body.filed_on.isoformat())
    _takes_effect(act, case, row, body.measure, post)
    publish_lost(act, case, row, "file_measure")
    return case


def _check_due(act: Act, case: CaseRow, row: LostContactRow, measure: Measure, stage: Stage | None) -> None:
    wanted, at = due(case, row), Stage(row.stage) if row.stage else None
    if wanted is None or wanted is not measure:
        raise (
            already_taken(act, row)
            if wanted is None
            else AnotherMeasureIsDue(f"现在应研究的是“{wanted.label}”，请刷新后再看。", measure=wanted)
        )
    if at is not stage:
        if stage is not None and _has_been_taken(act, row, stage):
            raise already_taken(act, row, TAKEN_BY[stage])
        standing = at.label if at else "支部大会讨论"
        raise NotAtThisStep(f"“{measure.label}”现在处于{standing}环节，请刷新后再看。", stage=at)


TAKEN_BY = {Stage.COMMITTEE: "decide_measure", Stage.FILING: "file_measure"}


def _has_been_taken(act: Act, row: LostContactRow, stage: Stage) -> bool:
    """The committee has said yes, or has sent it back; what was filed has left this state altogether."""
    query = select(MeasureRow).where(MeasureRow.process_id == row.id, MeasureRow.passed, ~MeasureRow.withdrawn)
    newest = act.session.scalars(query.order_by(MeasureRow.id.desc()).limit(1)).one_or_none()
    return stage is Stage.COMMITTEE and newest is not None and newest.decided_on is not None


def _under_way(act: Act, row: LostContactRow) -> MeasureRow:
    query = select(MeasureRow).where(MeasureRow.process_id == row.id, MeasureRow.passed, ~MeasureRow.withdrawn)
    return act.session.scalars(query.order_by(MeasureRow.id.desc()).limit(1)).one()


def withdraw_measure(act: Act, row: LostContactRow) -> None:
    """The member is there: what was resolved about the lost one no longer holds."""
    if row.stage is not None:
        _under_way(act, row).withdrawn = True
        row.stage = row.stage_since = None


def _takes_effect(act: Act, case: CaseRow, row: LostContactRow, measure: Measure, post: Post) -> None:
    """The loss first, then the case: the case's own news must find the loss settled."""
    row.status, row.measure_since = EFFECT[measure], None
    if measure is M.SUSPEND:
        begin_term(act, case, row)
        suspend_case(act, case, act.today, post=post)
    elif measure is M.RESTORE:
        resume_case(act, case, act.today, post=post)
    elif measure in ENDS:
        end_case(act, case, ENDS[measure], act.today, post=post)


def begin_term(act: Act, case: CaseRow, row: LostContactRow) -> None:
    """The two years. Who is found settled abroad stays suspended; only one who is lost may be struck off."""
    row.suspended_on = act.today
    if row.finding != Finding.F4:
        years = policy_for(act.session, case.home_path, act.today).term("lost.lapse").amount
        row.lapse_on = lapse_day(act.today, years)
