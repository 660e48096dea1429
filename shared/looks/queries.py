"""Reading the looks at one person's data out of the audit log: one statement."""

from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, true

from shared.act import Act
from shared.audit import AuditRow, newest_first
from shared.looks.contract import Look, LookFilter, Looks
from shared.organisation_directory.tables import OrganisationRow

LOOKS = frozenset(
    {
        "reveal_field",
        "reveal_family_contact",
        "export_roster",
        "print_letter",
        "print_certificate",
        "print_outflow_notice",
        "print_receipt",
        "print_opinion",
    }
)
"""Acts that show a case's person in full; each is written down when it happens."""


def in_line_with(path: str) -> ColumnElement[bool]:
    """Organisations at `path`, above and below it: another host's looks at the same case stay with that host."""
    place = OrganisationRow.__table__.c.path
    return or_(place.op("@>")(path), place.op("<@")(path))


def looks_at(act: Act, case_id: UUID, wanted: LookFilter, by: ColumnElement[bool] | None = None) -> Looks:
    """`by`: which organisations' looks are told, of a case that the reader has been let to."""
    query = (
        select(AuditRow, OrganisationRow.name)
        .outerjoin(OrganisationRow, OrganisationRow.code == AuditRow.organisation)
        .where(AuditRow.object_id == case_id, AuditRow.act.in_(LOOKS), true() if by is None else by)
    )
    shown, older = newest_first(act.session, query, limit=wanted.limit, after=wanted.after)
    return Looks(items=[_look(row, name or row.organisation) for row, name in shown], next=older)


def _look(row: AuditRow, name: str) -> Look:
    return Look(
        act=row.act,
        field=row.details.get("field", ""),
        reason=row.details.get("reason", ""),
        role=row.role,
        organisation=row.organisation,
        organisation_name=name,
        stands_in="stands_in_for" in row.details,
        at=row.business_at,
    )
