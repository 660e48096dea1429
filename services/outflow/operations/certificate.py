"""Briefing and the certificate's chain of acts: request, number, seal, issue (D-35, D-36, D-73, W-02)."""

from datetime import date
from uuid import UUID

from services.outflow.contract import (
    BriefMember,
    CaseStatus,
    CertificateStatus,
    IssueCertificate,
    RecordCertificateNumber,
    RequestCertificate,
    SealCertificate,
)
from services.outflow.domain.mobility import CERTIFICATE_STEPS
from services.outflow.operations.casework import (
    already_taken,
    check_step,
    lock_case,
    not_later_than_today,
    note,
    take_up,
)
from services.outflow.operations.notice import send_notice
from services.outflow.snapshots import live_certificate, publish, publish_contact
from services.outflow.tables import CaseRow, CertificateRow
from shared.act import Act
from shared.errors import Conflict, Invalid
from shared.identifiers import new_id
from shared.organisation_directory.queries import policy_for
from shared.policy.contact_period import first_contact_period
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


class NotYetBriefed(Conflict):
    message = "还没有进行行前教育，请先办理行前教育再发证。"


class MemberHasNotSigned(Invalid):
    message = "党员尚未签收，请当面发放并由本人签收后再登记。"


class DateOutOfOrder(Invalid):
    message = "日期早于上一步，请核对。"


def brief_member(act: Act, case_id: UUID, body: BriefMember) -> CaseRow:
    case, post = take_up(act, "brief_member", case_id)
    if case.briefed_on is not None:
        raise already_taken(act, case)
    not_later_than_today(act, held_on=body.held_on)
    case.briefed_on = body.held_on
    close_task(act, case.id, TaskKind.BRIEF_MEMBER, case.home_branch, verb="brief_member")
    note(act, "brief_member", case, post, held_on=body.held_on.isoformat(), words=f"{body.briefed_by}：{body.topics}")
    publish(act, case)
    return case


def request_certificate(act: Act, case_id: UUID, body: RequestCertificate) -> CaseRow:
    case, post = take_up(act, "request_certificate", case_id)
    if live_certificate(case) is not None:
        raise already_taken(act, case)
    certificate = CertificateRow(
        id=new_id(),
        case_id=case.id,
        member_id=case.member_id,
        status=CertificateStatus.REQUESTED,
        photo_attached=body.photo_attached,
        requested_on=act.today,
    )
    case.certificates.append(certificate)
    close_task(act, case.id, TaskKind.REQUEST_CERTIFICATE, case.home_branch, verb="request_certificate")
    note(act, "request_certificate", case, post)
    publish(act, case)
    return case


def record_certificate_number(act: Act, case_id: UUID, body: RecordCertificateNumber) -> CaseRow:
    """The department's number arrives from the registry; a repeat changes nothing."""
    case = lock_case(act, case_id)
    certificate = live_certificate(case)
    if certificate is not None and certificate.number == body.number:
        return case
    check_step(act, "record_certificate_number", case)
    certificate = _step(act, case, "record_certificate_number")
    certificate.number, certificate.numbered_on = body.number, body.numbered_on
    note(act, "record_certificate_number", case, None, number=body.number)
    publish(act, case)
    return case


def seal_certificate(act: Act, case_id: UUID, body: SealCertificate) -> CaseRow:
    case, post = take_up(act, "seal_certificate", case_id)
    not_later_than_today(act, sealed_on=body.sealed_on)
    certificate = _step(act, case, "seal_certificate")
    _in_order(certificate.numbered_on, body.sealed_on, "sealed_on")
    certificate.sealed_on = body.sealed_on
    holder = case.home_committee or case.home_branch
    close_task(act, case.id, TaskKind.SEAL_CERTIFICATE, holder, verb="seal_certificate")
    note(act, "seal_certificate", case, post, sealed_on=body.sealed_on.isoformat())
    publish(act, case)
    return case


def issue_certificate(act: Act, case_id: UUID, body: IssueCertificate) -> CaseRow:
    """The member signs and leaves: DEPARTED, the outflow notice goes off, contact is owed each quarter."""
    case, post = take_up(act, "issue_certificate", case_id)
    if case.briefed_on is None:
        raise NotYetBriefed()
    if not body.signed_by_member:
        raise MemberHasNotSigned(fields=[{"field": "signed_by_member", "message": "须由党员本人签收"}])
    not_later_than_today(act, issued_on=body.issued_on)
    certificate = _step(act, case, "issue_certificate")
    _in_order(certificate.sealed_on, body.issued_on, "issued_on")
    certificate.issued_on = body.issued_on
    depart(act, case, counted_from=body.issued_on)
    close_task(act, case.id, TaskKind.ISSUE_CERTIFICATE, case.home_branch, verb="issue_certificate")
    note(act, "issue_certificate", case, post, number=certificate.number, issued_on=body.issued_on.isoformat())
    send_notice(act, case)
    publish(act, case)
    publish_contact(act, case)
    return case


def depart(act: Act, case: CaseRow, *, counted_from: date) -> None:
    """He may have left before the certificate was ready: the term to report then counts from the issue; and that
    of somebody who comes with old data from the import."""
    case.status = CaseStatus.DEPARTED
    case.departed_on = case.leaves_on
    case.report_counts_from = max(case.leaves_on, counted_from)
    case.last_proof_on = max(case.departed_on, counted_from)
    pack = policy_for(act.session, case.home_path, act.today)
    first = first_contact_period(case.report_counts_from, pack, abroad=case.abroad).first
    case.owed_from = max(first, case.report_counts_from)


def _step(act: Act, case: CaseRow, verb: str) -> CertificateRow:
    """Move the certificate along its chain. Raises StepAlreadyTaken when it stands elsewhere."""
    before, after = CERTIFICATE_STEPS[verb]
    certificate = live_certificate(case)
    if certificate is None or certificate.status != before:
        raise already_taken(act, case)
    certificate.status = after
    return certificate


def _in_order(earlier: date | None, later: date, field: str) -> None:
    if earlier is not None and later < earlier:
        raise DateOutOfOrder(fields=[{"field": field, "message": f"早于上一步的日期 {earlier}"}])
