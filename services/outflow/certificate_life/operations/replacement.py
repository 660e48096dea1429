"""A new booklet for one that is void, damaged or full: request, number, seal, issue (5.1; D-36, D-73)."""

from uuid import UUID

from sqlalchemy import select

from services.outflow.certificate_life.contract import (
    IssueReplacement,
    RecordReplacementNumber,
    ReplacementReason,
    ReplacementStatus,
    RequestReplacement,
    SealReplacement,
    VoidReason,
)
from services.outflow.certificate_life.domain import MAY_REPLACE, REASON_OF_VOID, REPLACEMENT_STEPS
from services.outflow.certificate_life.operations.loss import end_booklet
from services.outflow.certificate_life.operations.taking_up import Taken, file_of, put_down, take_up
from services.outflow.certificate_life.queries import to_rewrite
from services.outflow.certificate_life.snapshots import count_of, open_replacement, publish_certificate
from services.outflow.certificate_life.tables import CertificateEndRow, CertificateReplacementRow
from services.outflow.operations.casework import lock_case, not_later_than_today, note, write
from services.outflow.operations.certificate import DateOutOfOrder, MemberHasNotSigned
from services.outflow.snapshots import live_certificate
from services.outflow.statuses import CertificateStatus
from services.outflow.tables import CaseRow, CertificateRow
from shared.act import Act
from shared.errors import Conflict, NotFound
from shared.history import who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_certificate import CertificateReplaced
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


class NothingToReplace(Conflict):
    message = "这本活动证现在不能这样换发：遗失的请先核查作废，损坏、用完的须在使用中。"


def request_replacement(act: Act, case_id: UUID, body: RequestReplacement) -> CaseRow:
    taken = take_up(act, "request_replacement", case_id)
    if open_replacement(act, case_id) is not None:
        raise who_was_first(act.session, case_id, {"request_replacement"}, "补发已经申请")
    _check_reason(act, taken, body.reason)
    taken.file.replacement_since = taken.file.replacement_since or act.today
    act.session.add(
        CertificateReplacementRow(
            id=new_id(),
            case_id=case_id,
            old_certificate_id=taken.certificate.id,
            serial=count_of(act, CertificateReplacementRow, case_id) + 1,
            status=ReplacementStatus.REQUESTED,
            reason=body.reason,
            photo_attached=body.photo_attached,
            requested_on=act.today,
            since=act.today,
        )
    )
    return put_down(act, taken, "request_replacement", reason=body.reason)


def _check_reason(act: Act, taken: Taken, reason: ReplacementReason) -> None:
    """Raises NothingToReplace: a void booklet is replaced for the reason for which it is void."""
    ended = act.session.get(CertificateEndRow, taken.certificate.id)
    if CertificateStatus(taken.certificate.status) not in MAY_REPLACE[reason]:
        raise NothingToReplace(status=taken.certificate.status)
    if ended is not None and REASON_OF_VOID.get(VoidReason(ended.reason)) is not reason:
        raise NothingToReplace(status=taken.certificate.status)


def record_replacement_number(act: Act, case_id: UUID, body: RecordReplacementNumber) -> CaseRow:
    """The department's number arrives from the registry; a repeat, or one that nobody waits for, changes nothing."""
    case = lock_case(act, case_id)
    file, row = file_of(act, case), open_replacement(act, case_id)
    if file is None:
        raise NotFound()
    if row is None or row.id != body.certificate_id or row.status != ReplacementStatus.REQUESTED:
        return case
    row.status, row.number, row.numbered_on = ReplacementStatus.NUMBERED, body.number, body.numbered_on
    row.since = act.today
    note(act, "record_replacement_number", case, None, number=body.number)
    publish_certificate(act, case, file)
    return case


def seal_replacement(act: Act, case_id: UUID, body: SealReplacement) -> CaseRow:
    taken = take_up(act, "seal_replacement", case_id)
    not_later_than_today(act, sealed_on=body.sealed_on)
    row = _step(act, taken, "seal_replacement")
    _in_order(row.numbered_on, body.sealed_on, "sealed_on")
    row.sealed_on, row.since = body.sealed_on, act.today
    holder, occurrence = taken.case.home_committee or taken.case.home_branch, str(row.serial)
    close_task(act, case_id, TaskKind.SEAL_REPLACEMENT, holder, verb="seal_replacement", occurrence=occurrence)
    return put_down(act, taken, "seal_replacement", sealed_on=body.sealed_on.isoformat())


def issue_replacement(act: Act, case_id: UUID, body: IssueReplacement) -> CaseRow:
    """The member signs: the new booklet is the one that counts, the host learns its number and what to rewrite."""
    taken = take_up(act, "issue_replacement", case_id)
    if not body.signed_by_member:
        raise MemberHasNotSigned(fields=[{"field": "signed_by_member", "message": "须由党员本人签收"}])
    not_later_than_today(act, issued_on=body.issued_on)
    row = _step(act, taken, "issue_replacement")
    _in_order(row.sealed_on, body.issued_on, "issued_on")
    row.issued_on = body.issued_on
    _take_the_old_ones_place(act, taken, row)
    taken.file.replacement_since = None
    _tell_host(act, taken, row)
    holder, occurrence = taken.case.home_branch, str(taken.file.replacements_done + 1)
    taken.file.replacements_done += 1
    close_task(act, case_id, TaskKind.REPLACE_CERTIFICATE, holder, verb="issue_replacement", occurrence=occurrence)
    return put_down(act, taken, "issue_replacement", number=row.number, issued_on=body.issued_on.isoformat())


def _take_the_old_ones_place(act: Act, taken: Taken, row: CertificateReplacementRow) -> None:
    """One live certificate per member: the old row steps down before the new one stands."""
    if ReplacementReason(row.reason).continues:
        taken.certificate.status = CertificateStatus.REPLACED
        end_booklet(act, taken.case, taken.certificate, VoidReason.REPLACED)
        act.session.flush()
    taken.case.certificates.append(
        CertificateRow(
            id=row.id,
            case_id=row.case_id,
            member_id=taken.case.member_id,
            status=CertificateStatus.ISSUED,
            number=row.number,
            photo_attached=row.photo_attached,
            requested_on=row.requested_on,
            numbered_on=row.numbered_on,
            sealed_on=row.sealed_on,
            issued_on=row.issued_on,
        )
    )
    act.session.flush()
    act.session.expire(taken.case, ["certificates"])


def _tell_host(act: Act, taken: Taken, row: CertificateReplacementRow) -> None:
    new = live_certificate(taken.case)
    assert new is not None
    assert new.number is not None
    assert new.issued_on is not None
    continues = ReplacementReason(row.reason).continues
    write(
        act,
        taken.case,
        CertificateReplaced(
            old_number=taken.certificate.number or "",
            number=new.number,
            issued_on=new.issued_on,
            reason=row.reason,
            missing=() if continues else to_rewrite(act, taken.case),
        ),
    )


def _step(act: Act, taken: Taken, verb: str) -> CertificateReplacementRow:
    """Move the replacement along its chain. Raises StepAlreadyTaken when it stands elsewhere."""
    before, after = REPLACEMENT_STEPS[verb]
    row = open_replacement(act, taken.case.id)
    if row is None or row.status != before:
        raise _not_there(act, taken, verb)
    row.status = after
    return row


def _not_there(act: Act, taken: Taken, verb: str) -> Exception:
    query = select(CertificateReplacementRow.id).where(CertificateReplacementRow.case_id == taken.case.id)
    if act.session.scalars(query).first() is None:
        return NothingToReplace("还没有申请补发活动证。")
    return who_was_first(act.session, taken.case.id, {verb}, "补发的活动证不在这一步")


def _in_order(earlier: object, later: object, field: str) -> None:
    if earlier is not None and later < earlier:  # type: ignore[operator]  # dates only
        raise DateOutOfOrder(fields=[{"field": field, "message": f"早于上一步的日期 {earlier}"}])
