"""W-02 on return: the booklet that home has inspected, and where it is put away (D-40)."""

from uuid import UUID

from sqlalchemy import select

from services.outflow.certificate_life.contract import PutAwayCertificate
from services.outflow.certificate_life.domain import IN_HAND
from services.outflow.certificate_life.operations.taking_up import put_down, take_up
from services.outflow.certificate_life.tables import CertificateInspectionRow
from services.outflow.operations.casework import not_later_than_today
from services.outflow.statuses import CertificateStatus
from services.outflow.tables import CaseRow, CertificateRow
from shared.act import Act
from shared.errors import Conflict, Invalid
from shared.history import who_was_first
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


class NotInspected(Conflict):
    message = "没有查验过的活动证可以归档：返回查验时没有见到活动证，或已作废。请先查验活动证。"


class PutAwayBeforeInspection(Invalid):
    message = "归档日期早于查验日期，请核对。"


def has_been_inspected(act: Act, case: CaseRow, certificate: CertificateRow) -> None:
    """Called with the return inspection. A booklet that was not seen cannot be put away: its use ends here."""
    if CertificateStatus(certificate.status) not in IN_HAND or not case.certificate_seen:
        certificate.status = CertificateStatus.CLOSED
        return
    certificate.status = CertificateStatus.INSPECTED
    act.session.add(
        CertificateInspectionRow(
            certificate_id=certificate.id,
            case_id=case.id,
            inspected_on=case.ended_on or act.today,
            entries_in_order=bool(case.entries_in_order),
        )
    )


def put_away_certificate(act: Act, case_id: UUID, body: PutAwayCertificate) -> CaseRow:
    """INSPECTED → CLOSED. Its number is never given again."""
    taken = take_up(act, "put_away_certificate", case_id)
    not_later_than_today(act, put_away_on=body.put_away_on)
    query = select(CertificateInspectionRow).where(CertificateInspectionRow.case_id == case_id).with_for_update()
    row = act.session.scalars(query).one_or_none()
    if row is None:
        raise NotInspected(status=taken.certificate.status)
    if row.put_away_on is not None:
        raise who_was_first(act.session, case_id, {"put_away_certificate"}, "活动证已经归档或留存")
    if body.put_away_on < row.inspected_on:
        raise PutAwayBeforeInspection(fields=[{"field": "put_away_on", "message": f"早于 {row.inspected_on}"}])
    row.put_away_on, row.kept, row.remarks = body.put_away_on, body.kept, act.seal_text(body.remarks)
    taken.certificate.status = CertificateStatus.CLOSED
    holder = taken.case.home_branch
    close_task(act, case_id, TaskKind.PUT_AWAY_CERTIFICATE, holder, verb="put_away_certificate")
    return put_down(act, taken, "put_away_certificate", kept=body.kept, words=body.remarks)
