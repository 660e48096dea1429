"""W-06: what opens on which day, and who owes what at each stage. No timer ever answers for people."""

from datetime import date

from services.outflow.conversion.contract import ConversionState, OpinionStep, Stage
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty

K, S, P = TaskKind, Stage, OpinionStep
RESOLVED = frozenset({S.RESOLVED_CONVERT, S.RESOLVED_EXTEND, S.RESOLVED_REVOKE})
BEFORE_A_MEETING = frozenset(
    {S.PREPARED, S.CONSULTED, S.REVIEWED, S.NOTICED, S.READY, S.NOT_PASSED, S.RETURNED, S.REJECTED}
)
SETTLED = frozenset({P.RECEIVED, P.WAIVED})


def openings(state: ConversionState) -> dict[str, date]:
    """T−60 prepare, T−30 ask the host, overdue, the day from which the committee may waive. Suspension opens none."""
    if state.paused:
        return {}
    days = {
        "prepare": state.prepare_on if state.stage is S.WATCHING else None,
        "request": state.request_on if _still_to_ask(state) else None,
        "overdue": state.overdue_on if state.opinion_step is P.REQUESTED else None,
        "waiver": state.waivable_from if _may_be_waived(state) else None,
    }
    return {f"{step}/{state.round}/{day}": day for step, day in days.items() if day is not None}


def _still_to_ask(state: ConversionState) -> bool:
    return state.stage is S.PREPARED and state.opinion_step is P.NOT_ASKED and not state.request_open


def _may_be_waived(state: ConversionState) -> bool:
    """Who could be asked is asked first; without any host the term counts from the end of probation."""
    unasked = state.opinion_step is P.NOT_ASKED and state.may_ask
    waiting = state.opinion_step not in SETTLED and not unasked
    return state.stage is S.PREPARED and waiting and not state.waiver_open


def owed(state: ConversionState) -> list[Duty]:
    """Nothing while the membership is suspended; the next round asks anew."""
    if state.over or state.paused:
        return []
    return [*_admission(state), *_papers(state), *_meeting(state), *_decision(state)]


def _admission(state: ConversionState) -> list[Duty]:
    return [_duty(state, K.RECORD_ADMISSION, state.opened_on)] if state.probation_end is None else []


def _papers(state: ConversionState) -> list[Duty]:
    """The member's application and the host's opinion, side by side."""
    duties = []
    if state.stage is S.PREPARED and not state.applied:
        duties.append(_duty(state, K.RECORD_APPLICATION, state.apply_from))
    if state.request_open and state.may_ask and _not_asked(state):
        duties.append(_duty(state, K.REQUEST_OPINION, state.request_on))
    if state.opinion_step is P.OVERDUE:
        duties.append(_duty(state, K.URGE_OPINION, state.opinion_since))
    if state.waiver_open and state.opinion_step not in SETTLED:
        duties.append(_duty(state, K.CONSIDER_WAIVER, state.waivable_from))
    return duties


def _not_asked(state: ConversionState) -> bool:
    return state.stage is S.PREPARED and state.opinion_step is P.NOT_ASKED


def _meeting(state: ConversionState) -> list[Duty]:
    if state.stage in BEFORE_A_MEETING:
        return [_duty(state, K.HOLD_CONVERSION_MEETING, state.meeting_since)]
    return []


def _decision(state: ConversionState) -> list[Duty]:
    if state.stage in RESOLVED:
        return [_duty(state, K.REPORT_RESOLUTION, state.resolved_on)]
    if state.stage is S.AT_COMMITTEE:
        return [_duty(state, K.DECIDE_CONVERSION, state.reported_on)]
    if state.stage is S.APPROVED:
        return [_duty(state, K.ANNOUNCE_CONVERSION, state.decided_on)]
    return []


def _duty(state: ConversionState, kind: TaskKind, since: date | None) -> Duty:
    committee = kind in (K.CONSIDER_WAIVER, K.DECIDE_CONVERSION)
    return Duty(
        kind=kind,
        case_id=state.case_id,
        occurrence=str(state.round),
        service="outflow",
        holder=state.home_committee if committee else state.home_branch,
        role=Role.COMMITTEE_OFFICER if committee else Role.BRANCH_SECRETARY,
        since=since or state.opened_on,
        pauses=state.pauses,
    )
