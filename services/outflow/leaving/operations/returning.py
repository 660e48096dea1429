"""The member comes back: RETURNING, his report, and the inspection that closes the case (D-40)."""

from datetime import date
from uuid import UUID

from services.outflow.contract import CaseStatus
from services.outflow.leaving.contract import AnnounceReturn, InspectReturn, ReportReturn
from services.outflow.leaving.operations.taking_up import not_before_departure, take_up
from services.outflow.operations.arrival import proof_of_contact
from services.outflow.operations.casework import already_taken, not_later_than_today, note, write, write_to_former
from services.outflow.operations.ending import (
    OF_BEING_AWAY,
    OF_THE_HOST,
    close_case,
    end_for_good,
    take_back_tasks,
    tell_all,
)
from services.outflow.operations.notice import clear_host_words
from services.outflow.snapshots import return_occurrence
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict, Invalid
from shared.letters.bodies_leaving import MemberReturning
from shared.own_word import own_word, refuse_from_himself
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.operations import close_task


class BackInTheFuture(Invalid):
    message = "未报告而已返回的，返回日期不能晚于今天，请填写实际日期。"


class NotReportedBack(Conflict):
    message = "党员还没有向党支部报告返回，请先登记报告返回。"


class HostNotAsked(Invalid):
    message = "流入地的情况说明还没有收到：请写明向流入地了解的情况，或不再等待的理由。"


class CertificateNotSeen(Invalid):
    message = "没有查验到活动证的，请在备注中写明原因。"


def announce_return(act: Act, case_id: UUID, body: AnnounceReturn) -> CaseRow:
    """Announced, early, or found to be back: at any time while he is away. What the absence asked for ends."""
    case, post = take_up(act, "announce_return", case_id)
    refuse_from_himself(act, "how", refused=body.how == "UNREPORTED")
    not_before_departure(case, returns_on=body.returns_on)
    if body.how == "UNREPORTED" and body.returns_on > act.today:
        raise BackInTheFuture(fields=[{"field": "returns_on", "message": "晚于今天"}])
    if body.how != "UNREPORTED":
        proof_of_contact(case, act.today)
    begin_return(act, case, body.returns_on, body.text, announced=body.how != "UNREPORTED")
    note(act, "announce_return", case, post, how=body.how, returns_on=body.returns_on.isoformat(), words=body.text)
    tell_all(act, case)
    return case


def begin_return(act: Act, case: CaseRow, returns_on: date, text: str, *, announced: bool) -> None:
    """RETURNING: the hosts are asked what they know of his conduct; W-04 and the terms of the host side end.
    `announced`: on the member's own word."""
    returning = MemberReturning(returns_on=returns_on, text=text)
    write(act, case, returning)
    write_to_former(act, case, returning)
    end_for_good(act, case, "begin_return", *OF_THE_HOST)
    take_back_tasks(act, case, "announce_return", *OF_BEING_AWAY)
    clear_host_words(case)
    case.at_risk_since = case.paper_notice_since = case.moves_told_on = None
    if case.relocating_since is None:
        case.released_on = None
    case.status, case.returning_since, case.returns_on = CaseStatus.RETURNING, act.today, returns_on
    case.return_announced = announced


def report_return(act: Act, case_id: UUID, body: ReportReturn) -> CaseRow:
    case, post = take_up(act, "report_return", case_id)
    if case.return_reported_on is not None:
        raise already_taken(act, case, "report_return")
    body = own_word(act, body, "reported_on")
    not_later_than_today(act, reported_on=body.reported_on)
    not_before_departure(case, reported_on=body.reported_on)
    case.return_reported_on = body.reported_on
    proof_of_contact(case, body.reported_on)
    occurrence = return_occurrence(case)
    close_task(act, case.id, TaskKind.REPORT_RETURN, case.home_branch, verb="report_return", occurrence=occurrence)
    brought = body.certificate_brought
    note(act, "report_return", case, post, reported_on=body.reported_on.isoformat(), certificate_brought=brought)
    tell_all(act, case)
    return case


def inspect_return(act: Act, case_id: UUID, body: InspectReturn) -> CaseRow:
    """D-40. CLOSED_RETURNED; the certificate's own process reacts to it."""
    case, post = take_up(act, "inspect_return", case_id)
    _check_inspection(act, case, body)
    close_task(act, case.id, TaskKind.INSPECT_RETURN, case.home_branch, verb="inspect_return")
    if body.host_account:
        case.host_account = case.host_account or act.seal_text(body.host_account)
    close_case(act, case, CaseStatus.CLOSED_RETURNED, "inspect_return", "RETURNED", body.inspected_on)
    case.ended_on, case.certificate_seen = body.inspected_on, body.certificate_seen
    case.entries_in_order = body.entries_in_order
    _note_inspection(act, case, post, body)
    tell_all(act, case)
    return case


def _note_inspection(act: Act, case: CaseRow, post: Post, body: InspectReturn) -> None:
    words = "；".join(part for part in (body.member_account, body.host_account, body.remarks) if part)
    note(
        act,
        "inspect_return",
        case,
        post,
        words=words,
        inspected_on=body.inspected_on.isoformat(),
        certificate_seen=body.certificate_seen,
        entries_in_order=body.entries_in_order,
    )


def _check_inspection(act: Act, case: CaseRow, body: InspectReturn) -> None:
    if case.return_reported_on is None:
        raise NotReportedBack()
    not_later_than_today(act, inspected_on=body.inspected_on)
    not_before_departure(case, inspected_on=body.inspected_on)
    if not case.host_account and not body.host_account:
        raise HostNotAsked(fields=[{"field": "host_account", "message": "必填"}])
    if not body.certificate_seen and not body.remarks:
        raise CertificateNotSeen(fields=[{"field": "remarks", "message": "必填"}])
