"""From the application to the branch meeting's table: consultation, review, public notice, objections."""

import json
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from services.outflow.conversion.contract import (
    CloseConversionNotice,
    ConsultOnConversion,
    OpinionStep,
    PublishConversionNotice,
    RecordApplication,
    RecordNoticeObjection,
    ResolveNoticeObjection,
    ReviewConversion,
    Stage,
)
from services.outflow.conversion.domain.machine import after_review, check_papers
from services.outflow.conversion.operations.casework import (
    AdmissionUnknown,
    already_taken,
    done,
    move,
    not_earlier_than,
    prepared_by,
    put_down,
    take_up,
)
from services.outflow.conversion.snapshots import milestones_of, pack_of
from services.outflow.conversion.tables import ConversionRow, NoticeObjectionRow
from services.outflow.operations.casework import not_later_than_today
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.calendar.published import published_calendar
from shared.errors import Conflict, Invalid, NotFound
from shared.policy.task_kinds import TaskKind


class ApplicationNotWritten(Invalid):
    message = "转正申请应当由本人书面提出，请收到书面申请后再登记。"


class ObjectionsOpen(Conflict):
    message = "公示期间的异议还没有核实答复，请先逐件办理。"


class NoticeStillRunning(Conflict):
    message = "公示期还没有满，请期满后再结束公示。"


def record_application(act: Act, case_id: UUID, body: RecordApplication) -> ConversionRow:
    """By himself and in writing; from a month before the end of probation, and at any time after it."""
    case, row, post = take_up(act, "record_application", case_id)
    if row.applied_on is not None:
        raise already_taken(act, row, "record_application")
    if not body.written:
        raise ApplicationNotWritten(fields=[{"field": "written", "message": ApplicationNotWritten.message}])
    days = milestones_of(act, case, row)
    if days is None:
        raise AdmissionUnknown()
    not_later_than_today(act, applied_on=body.applied_on)
    not_earlier_than(days.apply_from, applied_on=body.applied_on)
    row.applied_on = body.applied_on
    done(act, case, row, TaskKind.RECORD_APPLICATION, "record_application")
    put_down(act, "record_application", case, row, post, applied_on=body.applied_on.isoformat())
    return row


def consult_on_conversion(act: Act, case_id: UUID, body: ConsultOnConversion) -> ConversionRow:
    """The group, members and masses; the papers must be there first."""
    case, row, post = take_up(act, "consult_on_conversion", case_id)
    check_papers(row.applied_on is not None, OpinionStep(row.opinion_step))
    not_later_than_today(act, consulted_on=body.consulted_on)
    row.consultation = act.seal.close(json.dumps(body.model_dump(mode="json"), ensure_ascii=False))
    _take(act, row, "consult_on_conversion", Stage.CONSULTED)
    put_down(act, "consult_on_conversion", case, row, post, consulted_on=body.consulted_on.isoformat())
    return row


def review_conversion(act: Act, case_id: UUID, body: ReviewConversion) -> ConversionRow:
    """The branch committee; whether a public notice follows is the region's parameter (9.9)."""
    case, row, post = take_up(act, "review_conversion", case_id)
    not_later_than_today(act, reviewed_on=body.reviewed_on)
    row.home_view, row.home_view_text = body.view, act.seal_text(body.text)
    public = bool(pack_of(act, case).term("conversion.public_notice.enabled").value)
    _take(act, row, "review_conversion", after_review(public))
    put_down(act, "review_conversion", case, row, post, view=body.view)
    return row


def _take(act: Act, row: ConversionRow, verb: str, to: Stage) -> None:
    move(row, verb, to)
    prepared_by(act, row)


def publish_conversion_notice(act: Act, case_id: UUID, body: PublishConversionNotice) -> ConversionRow:
    case, row, post = take_up(act, "publish_conversion_notice", case_id)
    not_later_than_today(act, published_on=body.published_on)
    days = pack_of(act, case).term("conversion.public_notice").amount
    row.notice_from = body.published_on
    row.notice_until = published_calendar().add_working_days(body.published_on, days).due
    _take(act, row, "publish_conversion_notice", Stage.NOTICED)
    put_down(act, "publish_conversion_notice", case, row, post, until=row.notice_until.isoformat())
    return row


def record_notice_objection(act: Act, case_id: UUID, body: RecordNoticeObjection) -> ConversionRow:
    case, row, post = take_up(act, "record_notice_objection", case_id)
    not_later_than_today(act, received_on=body.received_on)
    not_earlier_than(row.notice_from, received_on=body.received_on)
    mine = select(func.count()).select_from(NoticeObjectionRow).where(NoticeObjectionRow.case_id == case.id)
    number = (act.session.scalar(mine) or 0) + 1
    text = act.seal_text(body.text)
    act.session.add(NoticeObjectionRow(case_id=case.id, number=number, received_on=body.received_on, text=text))
    put_down(act, "record_notice_objection", case, row, post, number=number)
    return row


def resolve_notice_objection(act: Act, case_id: UUID, body: ResolveNoticeObjection) -> ConversionRow:
    case, row, post = take_up(act, "resolve_notice_objection", case_id)
    objection = act.session.get(NoticeObjectionRow, (case.id, body.number))
    if objection is None:
        raise NotFound()
    if objection.resolution:
        raise already_taken(act, row, "resolve_notice_objection")
    objection.resolution = act.seal_text(body.text)
    put_down(act, "resolve_notice_objection", case, row, post, number=body.number)
    return row


def close_conversion_notice(act: Act, case_id: UUID, body: CloseConversionNotice) -> ConversionRow:
    """Not before its last day is over, and not with an objection unanswered."""
    case, row, post = take_up(act, "close_conversion_notice", case_id)
    not_later_than_today(act, closed_on=body.closed_on)
    _check_notice(act, case, row, body.closed_on)
    _take(act, row, "close_conversion_notice", Stage.READY)
    put_down(act, "close_conversion_notice", case, row, post)
    return row


def _check_notice(act: Act, case: CaseRow, row: ConversionRow, closed_on: date) -> None:
    if row.notice_until is not None and closed_on <= row.notice_until:
        raise NoticeStillRunning(f"公示到 {row.notice_until} 为止，请在次日以后结束公示。")
    unanswered = select(NoticeObjectionRow.number).where(
        NoticeObjectionRow.case_id == case.id, NoticeObjectionRow.resolution == ""
    )
    if act.session.scalars(unanswered.limit(1)).first() is not None:
        raise ObjectionsOpen()
