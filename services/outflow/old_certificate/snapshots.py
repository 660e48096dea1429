"""What the workflow follows, told in the act's own transaction."""

from sqlalchemy import select

from services.outflow.certificate_life.contract import VoidedNumber, VoidReason
from services.outflow.certificate_life.tables import CertificateEndRow
from services.outflow.old_certificate.contract import OldCertificateState, OldCertificateStatus
from services.outflow.old_certificate.tables import OldCertificateRow
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.outbox import follow


def old_certificate_of(act: Act, case: CaseRow) -> OldCertificateRow | None:
    return act.session.scalars(select(OldCertificateRow).where(OldCertificateRow.case_id == case.id)).one_or_none()


def old_certificate_state(act: Act, case: CaseRow, row: OldCertificateRow) -> OldCertificateState:
    return OldCertificateState(
        case_id=case.id,
        certificate_id=row.certificate_id,
        version=row.version,
        clock=act.clock,
        case_number=case.number,
        status=OldCertificateStatus(row.status),
        number=row.number,
        issued_on=row.issued_on,
        conflicts=row.conflicts,
        conflict_since=row.conflict_since,
        home_branch=case.home_branch,
        home_committee=case.home_committee or case.home_branch,
        home_department=case.home_department or case.home_committee or case.home_branch,
        voided=_voided(act, row),
    )


def _voided(act: Act, row: OldCertificateRow) -> VoidedNumber | None:
    end = act.session.get(CertificateEndRow, row.certificate_id)
    if end is None:
        return None
    return VoidedNumber(certificate_id=row.certificate_id, reason=VoidReason(end.reason), voided_on=end.ended_on)


def publish_old_certificate(act: Act, case: CaseRow, row: OldCertificateRow) -> OldCertificateState:
    row.version += 1
    act.session.flush()
    state = old_certificate_state(act, case, row)
    follow(act.session, "OldCertificate", state)
    return state
