"""Reading old certificates: of a case, and those whose numbers are not settled."""

from uuid import UUID

from sqlalchemy import select

from services.outflow.old_certificate.contract import (
    OPEN,
    OldCertificateStatus,
    OldCertificateView,
    RunningOldCertificates,
)
from services.outflow.old_certificate.snapshots import old_certificate_of, old_certificate_state
from services.outflow.old_certificate.tables import OldCertificateRow
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import READERS, Relation, may

RUNNING_PAGE = 200
HOME_READERS = tuple(one for one in READERS if one.relation is not Relation.PARTNER)


def old_certificate_view(act: Act, case: CaseRow) -> OldCertificateView | None:
    """For the home side."""
    row = old_certificate_of(act, case)
    if row is None or not may(act.actor, "read", {"read": HOME_READERS}, standing_of(case)):
        return None
    return OldCertificateView(
        status=OldCertificateStatus(row.status),
        number=row.number,
        issued_on=row.issued_on,
        imported_on=row.imported_on,
        conflict_since=row.conflict_since,
    )


def list_running_old_certificates(act: Act, after: UUID | None) -> RunningOldCertificates:
    query = (
        select(OldCertificateRow, CaseRow)
        .join(CaseRow, CaseRow.id == OldCertificateRow.case_id)
        .where(OldCertificateRow.status.in_(OPEN))
        .order_by(OldCertificateRow.certificate_id)
        .limit(RUNNING_PAGE)
    )
    if after is not None:
        query = query.where(OldCertificateRow.certificate_id > after)
    rows = act.session.execute(query).all()
    items = [old_certificate_state(act, case, row) for row, case in rows]
    return RunningOldCertificates(items=items, next=rows[-1][0].certificate_id if len(rows) == RUNNING_PAGE else None)
