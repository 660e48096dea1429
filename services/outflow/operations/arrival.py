"""The member reports, the host answers, home answers the host (W-01 DEPARTED → REPORTED → ACTIVE)."""

from datetime import date
from uuid import UUID

from services.outflow.contract import (
    AnswerQuery,
    CaseStatus,
    CertificateStatus,
    HostAnswer,
    RecordHostAnswer,
    ReportArrival,
    report_occurrence,
)
from services.outflow.domain.mobility import (
    NOT_YET_ACCEPTED,
    NOT_YET_REPORTED,
    status_reported,
)
from services.outflow.operations.casework import (
    already_taken,
    not_later_than_today,
    note,
    take_up,
    write,
    write_to_former,
)
from services.outflow.operations.notice import end_host_side_tasks
from services.outflow.snapshots import live_certificate, publish, publish_contact
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict, Invalid
from shared.letters.bodies_leaving import CaseClosed
from shared.letters.contract import Answer, MemberReported, Side
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import cancel_task, close_task


class HostIsOnPlatform(Conflict):
    message = "流入地已在平台上，由流入地党组织自行办理，不需代为登记。"


class ReportedBeforeDeparture(Invalid):
    message = "报到日期早于党员离开的日期，请核对。"


class NoOpenQuery(Conflict):
    message = "流入地没有待答复的查询，请刷新页面查看最新情况。"


def report_arrival(act: Act, case_id: UUID, body: ReportArrival) -> CaseRow:
    """On the member's word (D-150); the host is told by letter."""
    case, post = take_up(act, "report_arrival", case_id)
    if case.reported_on is not None:
        raise already_taken(act, case)
    not_later_than_today(act, reported_on=body.reported_on)
    _not_before_he_left(case, body.reported_on)
    has_reported(act, case, body.reported_on)
    note(act, "report_arrival", case, post, reported_on=body.reported_on.isoformat())
    if case.host_on_platform:
        write(act, case, MemberReported(reported_on=body.reported_on, told_by=Side.HOME))
    publish(act, case)
    publish_contact(act, case)
    return case


def _not_before_he_left(case: CaseRow, reported_on: date) -> None:
    left_on = case.relocating_since or case.departed_on
    if left_on is not None and reported_on < left_on:
        raise ReportedBeforeDeparture(fields=[{"field": "reported_on", "message": f"早于 {left_on}"}])


def has_reported(act: Act, case: CaseRow, on: date) -> None:
    """Both sides may learn it; the first one counts, reporting is a proof of contact."""
    case.reported_on = on
    if CaseStatus(case.status) in NOT_YET_REPORTED:
        case.status = status_reported(case.relocating_since is not None)
    proof_of_contact(case, on)
    occurrence = report_occurrence(case.former_attempt)
    close_task(act, case.id, TaskKind.REPORT_AT_HOST, case.home_branch, verb="report_arrival", occurrence=occurrence)
    cancel_search(act, case, "report_arrival")


def cancel_search(act: Act, case: CaseRow, verb: str) -> None:
    """He has been reached: nothing to search for."""
    if case.at_risk_since is None:
        return
    occurrence = case.at_risk_since.isoformat()
    case.at_risk_since = None
    cancel_task(act, case.id, TaskKind.SEARCH_MEMBER, case.home_branch, verb=verb, occurrence=occurrence)


def proof_of_contact(case: CaseRow, on: date) -> None:
    case.last_proof_on = max(case.last_proof_on or on, on)


def has_been_enrolled(act: Act, case: CaseRow, on: date, branch: str | None, branch_name: str, contact: str) -> None:
    """The host has accepted: ACTIVE. The certificate is in use."""
    if case.reported_on is None:
        has_reported(act, case, on)
    end_host_side_tasks(act, case, "enrol_member")
    case.status, case.active_on = CaseStatus.ACTIVE, on
    case.host_branch, case.host_branch_name, case.host_contact = branch, branch_name, contact
    case.query = case.query_since = None
    case.coordination = case.coordination_since = None
    case.name_host_since = case.paper_notice_since = None
    case.may_object = False
    _has_left_the_former_host(act, case, on)
    proof_of_contact(case, on)
    certificate = live_certificate(case)
    if certificate is not None and certificate.status == CertificateStatus.ISSUED:
        certificate.status = CertificateStatus.IN_USE


def _has_left_the_former_host(act: Act, case: CaseRow, on: date) -> None:
    """The new host holds the duty from now on; the former one is told, and may still owe its closing note."""
    write_to_former(act, case, CaseClosed(reason="RELOCATED", closed_on=on))
    case.relocating_since = None


def has_been_refused(act: Act, case: CaseRow, on: date, reason: str, text: str, listed: bool) -> None:
    """REFUSED; with a listed ground the home committee may object, without one W-10 is open already."""
    if case.relocating_since is None:
        case.status = CaseStatus.REFUSED
    case.refused_on, case.refusal_reason, case.refusal_listed = on, reason, listed
    case.refusal_text = act.seal_text(text)
    case.may_object = listed
    if case.query_since is not None:
        occurrence = f"{case.attempt}.{case.queries}"
        cancel_task(act, case.id, TaskKind.ANSWER_QUERY, case.home_branch, verb="refuse_member", occurrence=occurrence)
        case.query = case.query_since = None


def answer_query(act: Act, case_id: UUID, body: AnswerQuery) -> CaseRow:
    case, post = take_up(act, "answer_query", case_id)
    if case.query_since is None:
        raise NoOpenQuery()
    write(act, case, Answer(confirmed=body.confirmed, text=body.text))
    case.query = case.query_since = None
    occurrence = f"{case.attempt}.{case.queries}"
    close_task(act, case.id, TaskKind.ANSWER_QUERY, case.home_branch, verb="answer_query", occurrence=occurrence)
    note(act, "answer_query", case, post, confirmed=body.confirmed)
    publish(act, case)
    return case


def record_host_answer(act: Act, case_id: UUID, body: RecordHostAnswer) -> CaseRow:
    """What a host off the platform answered by paper or telephone."""
    case, post = take_up(act, "record_host_answer", case_id)
    if case.host_on_platform:
        raise HostIsOnPlatform()
    not_later_than_today(act, answered_on=body.answered_on)
    _take_answer(act, case, body)
    note(act, "record_host_answer", case, post, answer=body.answer, answered_on=body.answered_on.isoformat())
    publish(act, case)
    publish_contact(act, case)
    return case


def _take_answer(act: Act, case: CaseRow, body: RecordHostAnswer) -> None:
    match body.answer:
        case HostAnswer.REPORTED:
            if case.reported_on is not None:
                raise already_taken(act, case)
            has_reported(act, case, body.answered_on)
        case HostAnswer.ENROLLED:
            has_been_enrolled(act, case, body.answered_on, None, body.host_branch_name, "")
        case HostAnswer.REFUSED:
            has_been_refused(act, case, body.answered_on, "other", body.text, listed=False)
            case.name_host_since = case.name_host_since or act.today


def is_awaiting_host(case: CaseRow) -> bool:
    return CaseStatus(case.status) in NOT_YET_ACCEPTED
