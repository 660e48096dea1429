"""The way back: the correction order is reviewed, a suspended member applies (条例 Art 24, 30)."""

from uuid import UUID

from services.outflow.lost_contact.contract import ApplyForRestoration, Finding, LostStatus, ReviewCorrectionOrder
from services.outflow.lost_contact.operations.casework import done, put_down, take_up
from services.outflow.lost_contact.operations.measures import withdraw_measure
from services.outflow.operations.casework import not_later_than_today
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict, Invalid
from shared.policy.task_kinds import TaskKind

S = LostStatus


class TooLateForRestoration(Invalid):
    message = "停止党籍已满两年，不再办理恢复党籍；请按规定程序另行研究。"


class ApplicationBeforeSuspension(Invalid):
    message = "申请日期早于停止党籍的日期，请核对。"


class ApplicationStands(Conflict):
    message = "恢复党籍的申请已登记，正在按程序研究。"


def review_correction_order(act: Act, case_id: UUID, body: ReviewCorrectionOrder) -> CaseRow:
    """Corrected: settled. Not corrected: the branch meeting has to consider a removal (条例 Art 30)."""
    case, row, post = take_up(act, "review_correction_order", case_id)
    done(act, case, row, TaskKind.REVIEW_CORRECTION_ORDER, "review_correction_order", str(row.correct_by))
    if body.corrected:
        row.status = S.SETTLED
    else:
        row.status, row.finding, row.measure_since = S.FOUND, Finding.F3, act.today
    put_down(act, case, row, "review_correction_order", post, corrected=body.corrected, words=body.text)
    return case


def apply_for_restoration(act: Act, case_id: UUID, body: ApplyForRestoration) -> CaseRow:
    """In time, it goes before a lapse that has been resolved but does not hold yet."""
    case, row, post = take_up(act, "apply_for_restoration", case_id)
    not_later_than_today(act, applied_on=body.applied_on)
    if row.applied_on is not None:
        raise ApplicationStands()
    if row.suspended_on and body.applied_on < row.suspended_on:
        raise ApplicationBeforeSuspension(fields=[{"field": "applied_on", "message": f"不早于 {row.suspended_on}"}])
    if row.lapse_on and body.applied_on >= row.lapse_on:
        raise TooLateForRestoration(fields=[{"field": "applied_on", "message": f"应早于 {row.lapse_on}"}])
    withdraw_measure(act, row)
    row.applied_on, row.measure_since = body.applied_on, act.today
    put_down(act, case, row, "apply_for_restoration", post, applied_on=str(body.applied_on), words=body.text)
    return case
