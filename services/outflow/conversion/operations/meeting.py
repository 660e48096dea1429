"""The branch meeting: adjourned for a member who cannot return, held with its numbers, reported to the committee."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.outflow.conversion.contract import (
    AdjournConversionMeeting,
    HoldConversionMeeting,
    Proposal,
    ReportResolution,
    Stage,
)
from services.outflow.conversion.domain.ballot import (
    ViewsNotShown,
    check_attendance,
    check_ballot,
    check_day,
    check_proposal,
    is_passed,
)
from services.outflow.conversion.domain.machine import after_meeting
from services.outflow.conversion.domain.rules import rule_on
from services.outflow.conversion.operations.casework import (
    AdmissionUnknown,
    done,
    move,
    next_round,
    not_earlier_than,
    prepared_by,
    put_down,
    take_up,
)
from services.outflow.conversion.snapshots import pack_of
from services.outflow.conversion.tables import ConversionMeetingRow, ConversionRow, OpinionReceivedRow
from services.outflow.operations.casework import not_later_than_today
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Invalid
from shared.policy.task_kinds import TaskKind


class AdjournedIntoThePast(Invalid):
    message = "延期后的日期应当晚于今天，请重新填写。"


def adjourn_conversion_meeting(act: Act, case_id: UUID, body: AdjournConversionMeeting) -> ConversionRow:
    """5.1: the reason of the delay is recorded; his standing counts from the end of probation all the same."""
    case, row, post = take_up(act, "adjourn_conversion_meeting", case_id)
    if body.until <= act.today:
        raise AdjournedIntoThePast(fields=[{"field": "until", "message": AdjournedIntoThePast.message}])
    row.adjourned_until, row.adjournment = body.until, act.seal_text(body.reason)
    until = body.until.isoformat()
    put_down(act, "adjourn_conversion_meeting", case, row, post, words=body.reason, until=until)
    return row


def hold_conversion_meeting(act: Act, case_id: UUID, body: HoldConversionMeeting) -> ConversionRow:
    """The outcome follows from the numbers; one that was not passed goes back and needs another meeting."""
    case, row, post = take_up(act, "hold_conversion_meeting", case_id)
    _check(act, case, row, body)
    passed = is_passed(body.entitled, body.yes)
    _keep(act, case, body, passed)
    done(act, case, row, TaskKind.HOLD_CONVERSION_MEETING, "hold_conversion_meeting")
    move(row, "hold_conversion_meeting", after_meeting(body.proposal, passed))
    row.rule_version = rule_on(body.held_on).version
    if passed:
        row.resolution, row.extension_months, row.resolved_on = body.proposal, body.extension_months, body.held_on
    else:
        next_round(row, body.held_on)
    prepared_by(act, row)
    put_down(act, "hold_conversion_meeting", case, row, post, **_counts(body), rule=row.rule_version)
    return row


def _counts(body: HoldConversionMeeting) -> dict[str, Any]:
    return body.model_dump(mode="json", exclude={"chaired_by", "views_shown"})


def _check(act: Act, case: CaseRow, row: ConversionRow, body: HoldConversionMeeting) -> None:
    pack = pack_of(act, case)
    if row.probation_end is None:
        raise AdmissionUnknown()
    not_later_than_today(act, held_on=body.held_on)
    check_day(body.held_on, row.probation_end)
    not_earlier_than(_last_meeting_on(act, case), held_on=body.held_on)
    check_ballot(body)
    check_proposal(body, row.extension_used, pack)
    check_attendance(body, bool(pack.term("conversion.remote_meeting").value))
    if not body.views_shown and _has_opinion(act, case):
        raise ViewsNotShown(fields=[{"field": "views_shown", "message": ViewsNotShown.message}])


def _last_meeting_on(act: Act, case: CaseRow) -> date | None:
    return act.session.scalar(
        select(func.max(ConversionMeetingRow.held_on)).where(ConversionMeetingRow.case_id == case.id)
    )


def _has_opinion(act: Act, case: CaseRow) -> bool:
    query = select(OpinionReceivedRow.id).where(OpinionReceivedRow.case_id == case.id).limit(1)
    return act.session.scalar(query) is not None


def _keep(act: Act, case: CaseRow, body: HoldConversionMeeting, passed: bool) -> None:
    numbers = body.model_dump(exclude={"secret_ballot", "views_shown", "chaired_by"})
    chair = act.seal_text(body.chaired_by)
    act.session.add(ConversionMeetingRow(case_id=case.id, passed=passed, chaired_by=chair, **numbers))


def report_resolution(act: Act, case_id: UUID, body: ReportResolution) -> ConversionRow:
    """From this day the committee's three months count (细则 审批)."""
    case, row, post = take_up(act, "report_resolution", case_id)
    not_later_than_today(act, reported_on=body.reported_on)
    not_earlier_than(row.decided_on if row.stage == Stage.RETURNED else row.resolved_on, reported_on=body.reported_on)
    for kind in (TaskKind.REPORT_RESOLUTION, TaskKind.HOLD_CONVERSION_MEETING):
        done(act, case, row, kind, "report_resolution")
    move(row, "report_resolution", Stage.AT_COMMITTEE)
    row.reported_on = body.reported_on
    prepared_by(act, row)
    resolution = Proposal(row.resolution or Proposal.CONVERT)
    put_down(act, "report_resolution", case, row, post, words=body.supplement, resolution=resolution)
    return row
