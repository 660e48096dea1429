"""The department's list of certificate numbers (D-73)."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from services.registry import contract as c
from services.registry.permissions import PERMISSIONS
from services.registry.tables import CertificateNumberRow
from shared.act import Act
from shared.authorisation import visible
from shared.errors import NotFound
from shared.organisation_directory.tables import OrganisationRow

Department, HomeBranch = aliased(OrganisationRow), aliased(OrganisationRow)
COLUMNS = CertificateNumberRow.__table__.c


def list_certificate_numbers(act: Act, status: str | None) -> c.CertificateNumberPage:
    """Of the departments in the reader's subtree; oldest request first."""
    own = visible(act.actor, "list_certificate_numbers", PERMISSIONS, COLUMNS.department_path)
    query = _named().where(own)
    if status is not None:
        query = query.where(CertificateNumberRow.status == status)
    query = query.order_by(CertificateNumberRow.requested_on, CertificateNumberRow.certificate_id)
    return c.CertificateNumberPage(items=[_view(*row) for row in act.session.execute(query)])


def read_certificate_number(act: Act, certificate_id: UUID) -> c.CertificateNumber:
    """For the department's line and for the home branch's. Raises NotFound."""
    mine = visible(act.actor, "read_certificate_number", PERMISSIONS, COLUMNS.department_path, COLUMNS.home_branch_path)
    found = act.session.execute(
        _named().where(CertificateNumberRow.certificate_id == certificate_id, mine)
    ).one_or_none()
    if found is None:
        raise NotFound()
    return _view(*found)


def certificate_number(act: Act, certificate_id: UUID) -> c.CertificateNumber:
    act.session.flush()
    return _view(*act.session.execute(_named().where(CertificateNumberRow.certificate_id == certificate_id)).one())


def _named() -> Select[CertificateNumberRow, str, str]:
    return (
        select(CertificateNumberRow, Department.name, HomeBranch.name)
        .join(Department, Department.code == CertificateNumberRow.department)
        .join(HomeBranch, HomeBranch.code == CertificateNumberRow.home_branch)
    )


COPIED = (
    "certificate_id", "case_id", "case_number", "department", "home_branch", "requested_on", "number",
    "numbered_on", "status", "replacement", "imported", "voided_on",
)  # fmt: skip


def _view(row: CertificateNumberRow, department_name: str, home_branch_name: str) -> c.CertificateNumber:
    copied: dict[str, Any] = {name: getattr(row, name) for name in COPIED}
    return c.CertificateNumber(department_name=department_name, home_branch_name=home_branch_name, **copied)
