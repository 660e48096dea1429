"""W-06 begins, is prepared, rests, ends with its case, and is counted anew when the admission date was wrong."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from services.outflow.conversion.contract import OVER, OpenOverdueConversion, OpinionStep, RecordAdmission, Stage
from services.outflow.conversion.domain.dates import admitted_from, probation_end_of
from services.outflow.conversion.domain.machine import BACK_AT_THE_BRANCH, BEFORE_THE_MEETING, RESOLVED
from services.outflow.conversion.domain.rules import rule_on
from services.outflow.conversion.operations.casework import (
    NotProbationary,
    already_taken,
    find,
    move,
    next_round,
    put_down,
    take_up,
    write_to,
)
from services.outflow.conversion.permissions import PERMISSIONS
from services.outflow.conversion.snapshots import hosts_asked_now, milestones_of, pack_of, stays_of
from services.outflow.conversion.tables import ConversionRow, HostStayRow
from services.outflow.operations.casework import lock_case, not_later_than_today
from services.outflow.queries import standing_of
from services.outflow.statuses import CLOSED, CaseStatus, Standing
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.letters.bodies_conversion import OpinionRequest
from shared.posts import Post

C = CaseStatus
AWAY = frozenset(C) - CLOSED - {C.DECLARED, C.ELIGIBLE}
ENDS_IT = frozenset({C.CLOSED_ENDED, C.CLOSED_TRANSFERRED, C.CLOSED_CANCELLED})
TASKS_WERE_TAKEN_BACK = frozenset({C.LOST, C.SUSPENDED, C.CLOSED_RETURNED})
"""The case took back all its tasks at once; those of W-06 are asked for anew under the next round."""
MAY_STILL_BE_ANSWERED = BEFORE_THE_MEETING | BACK_AT_THE_BRANCH


def react(act: Act, case: CaseRow) -> None:
    """Called whenever the case has changed: begins, rests, goes on or ends with it."""
    if case.member.standing != Standing.PROBATIONARY:
        return
    status = C(case.status)
    row = find(act, case)
    if row is None:
        if status in AWAY:
            _note_stay(act, case)
            _open(act, case)
        return
    _note_stay(act, case)
    if Stage(row.stage) not in OVER and row.case_status != status:
        _follow_the_case(act, case, row, status)


def _follow_the_case(act: Act, case: CaseRow, row: ConversionRow, status: CaseStatus) -> None:
    before, row.case_status = C(row.case_status), status
    gone_home = status is C.CLOSED_RETURNED and row.stage == Stage.WATCHING
    if status in ENDS_IT or gone_home:
        row.stage = Stage.ENDED
        put_down(act, "end_conversion", case, row, None)
        return
    if status is C.SUSPENDED:
        row.pauses = [*row.pauses, {"start": act.today.isoformat(), "end": None}]
    elif before is C.SUSPENDED:
        today = act.today.isoformat()
        row.pauses = [pause if pause["end"] else pause | {"end": today} for pause in row.pauses]
    if status in TASKS_WERE_TAKEN_BACK or before is C.SUSPENDED:
        next_round(row, row.meeting_since)
    put_down(act, "conversion_follows_case", case, row, None, case_status=status)


def _note_stay(act: Act, case: CaseRow) -> None:
    """A host that has enrolled him: its opinion can be asked even when he has moved on."""
    if case.status != C.ACTIVE or case.active_on is None or case.attempt in stays_of(act, case):
        return
    stay = HostStayRow(
        case_id=case.id,
        attempt=case.attempt,
        region=case.host_region,
        committee=case.host_committee,
        name=case.host_branch_name or case.host_name or case.host_region_name,
        on_platform=case.host_on_platform,
        began_on=case.active_on,
    )
    act.session.add(stay)
    act.session.flush()


def _open(act: Act, case: CaseRow) -> ConversionRow:
    before = _newest_of(act, case.member_id)
    admitted_on = (before.admitted_on if before else None) or admitted_from(case.member.joined)
    row = ConversionRow(
        case_id=case.id,
        member_id=case.member_id,
        stage=Stage.WATCHING,
        opinion_step=OpinionStep.NOT_ASKED,
        version=0,
        round=1,
        rule_version=rule_on(act.today).version,
        case_status=case.status,
        opened_on=act.today,
        admitted_on=admitted_on,
        extension_used=before is not None and before.extension_used,
        pauses=[],
        asked=[],
        preparers=[],
    )
    row.probation_end = _probation_end(act, case, row, before)
    act.session.add(row)
    put_down(act, "open_conversion", case, row, None, probation_end=str(row.probation_end), rule=row.rule_version)
    return row


def _newest_of(act: Act, member_id: UUID) -> ConversionRow | None:
    """What an earlier departure of the same member has left behind, such as an extension."""
    query = select(ConversionRow).where(ConversionRow.member_id == member_id)
    return act.session.scalars(query.order_by(ConversionRow.case_id.desc()).limit(1)).one_or_none()


def _probation_end(act: Act, case: CaseRow, row: ConversionRow, before: ConversionRow | None) -> date | None:
    if before is not None and before.extension_used:
        return before.probation_end
    return _first_end(act, case, row.admitted_on)


def _first_end(act: Act, case: CaseRow, admitted_on: date | None) -> date | None:
    if admitted_on is None:
        return None
    return probation_end_of(admitted_on, pack_of(act, case).term("probation.length").amount)


def prepare(act: Act, case: CaseRow, row: ConversionRow) -> None:
    """T−60: the branch is asked to remind the member; nothing is decided."""
    move(row, "prepare", Stage.PREPARED)
    put_down(act, "prepare_conversion", case, row, None)


def record_admission(act: Act, case_id: UUID, body: RecordAdmission) -> ConversionRow:
    """The file held no day, or only a month: now there is one to count from."""
    case, row, post = take_up(act, "record_admission", case_id)
    if row.admitted_on is not None:
        raise already_taken(act, row, "record_admission", "open_conversion", "open_overdue_conversion")
    not_later_than_today(act, admitted_on=body.admitted_on)
    recompute_probation(act, case, body.admitted_on, post=post)
    return row


def recompute_probation(act: Act, case: CaseRow, admitted_on: date, *, post: Post | None = None) -> None:
    """A wrong or missing day of admission was put right (W-17): `probation_end` moves and every term with it.

    The caller holds the case's lock. Changes nothing for a member who has no conversion under way; of one who is
    converted already only the day moves from which his standing counts.
    """
    row = find(act, case)
    if row is None or Stage(row.stage) in (Stage.ENDED, Stage.REVOKED):
        return
    moved = _moved_end(act, case, row, admitted_on)
    row.admitted_on = admitted_on
    if moved == row.probation_end:
        return
    row.probation_end = moved
    if row.stage == Stage.CONVERTED:
        row.standing_since = moved
    else:
        next_round(row)
        _stand_where_the_dates_say(act, case, row)
    put_down(act, "recompute_probation", case, row, post, probation_end=moved.isoformat())


def _moved_end(act: Act, case: CaseRow, row: ConversionRow, admitted_on: date) -> date:
    first = _first_end(act, case, admitted_on)
    assert first is not None
    if row.extension_used and row.extension_months:
        return probation_end_of(first, row.extension_months)
    return first


def _stand_where_the_dates_say(act: Act, case: CaseRow, row: ConversionRow) -> None:
    """A meeting held before the probation's true end must be held again; what is too early yet waits again."""
    days = milestones_of(act, case, row)
    assert days is not None
    assert row.probation_end is not None
    if row.resolved_on is not None and row.resolved_on < row.probation_end and Stage(row.stage) in _MEETING_HELD:
        row.stage = Stage.READY
    elif row.stage == Stage.PREPARED and act.today < days.prepare_on:
        row.stage = Stage.WATCHING
    row.request_open = row.waiver_open = False
    if row.asked and Stage(row.stage) in MAY_STILL_BE_ANSWERED:
        _ask_again(act, case, row)


_MEETING_HELD = RESOLVED | {Stage.AT_COMMITTEE, Stage.RETURNED, Stage.REJECTED, Stage.NOT_PASSED}


def _ask_again(act: Act, case: CaseRow, row: ConversionRow) -> None:
    """The hosts were asked with the wrong dates; an opinion from before the true end is no final one."""
    assert row.admitted_on is not None
    assert row.probation_end is not None
    row.opinion_step = OpinionStep.REQUESTED
    row.requested_on = act.today
    request = OpinionRequest(
        probation_start=row.admitted_on, probation_end=row.probation_end, asked_on=act.today, text="预备期日期更正"
    )
    write_to(act, case, row.asked, request)


def open_overdue_conversion(act: Act, case_id: UUID, body: OpenOverdueConversion) -> ConversionRow:
    """Old data: it is overdue when it comes in, and says why (5.1)."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, "open_overdue_conversion", PERMISSIONS, standing_of(case))
    return open_overdue(act, case, body, post)


def open_overdue(act: Act, case: CaseRow, body: OpenOverdueConversion, post: Post) -> ConversionRow:
    """By hand, or with the roster that brings the member in; the caller has checked who acts. What ought to have
    happened long ago is asked for from today on (`import.grace`); that it is late stays on the record."""
    if case.member.standing != Standing.PROBATIONARY:
        raise NotProbationary()
    not_later_than_today(act, admitted_on=body.admitted_on)
    row = find(act, case) or _open(act, case)
    if row.overdue_reason is not None:
        raise already_taken(act, row, "open_overdue_conversion")
    if row.admitted_on != body.admitted_on:
        recompute_probation(act, case, body.admitted_on, post=post)
    row.overdue_reason, row.overdue_text = body.overdue_reason, act.seal_text(body.text)
    row.meeting_since = act.today + timedelta(days=pack_of(act, case).term("import.grace").amount)
    if row.stage == Stage.WATCHING and row.probation_end is not None and row.probation_end <= act.today:
        row.stage = Stage.PREPARED
    row.request_open = row.request_open or bool(hosts_asked_now(act, case))
    put_down(act, "open_overdue_conversion", case, row, post, words=body.text, overdue_reason=body.overdue_reason)
    return row
