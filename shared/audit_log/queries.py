"""Reading the audit log: what the organisations in the auditor's subtree have done, one statement."""

from datetime import datetime, time

from sqlalchemy import ColumnElement, select

from shared.act import Act
from shared.audit import AuditRow, newest_first
from shared.audit_log.contract import AuditEntry, AuditFilter, AuditOf, AuditPage
from shared.authorisation import Permissions, Relation, grant, visible
from shared.business_clock import SHANGHAI
from shared.looks.queries import LOOKS
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Role

PERMISSIONS: Permissions = {"list_audit": (grant(Relation.SUBTREE, Role.AUDITOR),)}


def list_audit(act: Act, wanted: AuditFilter) -> AuditPage:
    mine = visible(act.actor, "list_audit", PERMISSIONS, OrganisationRow.__table__.c.path)
    query = (
        select(AuditRow, OrganisationRow.name)
        .join(OrganisationRow, OrganisationRow.code == AuditRow.organisation)
        .where(mine, *_conditions(wanted))
    )
    shown, older = newest_first(act.session, query, limit=wanted.limit, after=wanted.after)
    return AuditPage(items=[_entry(row, name) for row, name in shown], next=older)


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.of is AuditOf.LOOKS:
        found.append(AuditRow.act.in_(LOOKS))
    if wanted.about:
        found.append(AuditRow.object_id == wanted.about)
    if wanted.from_on:
        found.append(AuditRow.business_at >= datetime.combine(wanted.from_on, time.min, SHANGHAI))
    if wanted.to_on:
        found.append(AuditRow.business_at <= datetime.combine(wanted.to_on, time.max, SHANGHAI))
    return found


def _entry(row: AuditRow, name: str) -> AuditEntry:
    return AuditEntry(
        entry_id=row.id,
        at=row.business_at,
        act=row.act,
        account=row.account,
        role=row.role,
        organisation=row.organisation,
        organisation_name=name,
        stands_in="stands_in_for" in row.details,
        about=row.object_id,
        is_look=row.act in LOOKS,
        outcome=row.outcome,
        field=row.details.get("field", ""),
        reason=row.details.get("reason", "") if row.act in LOOKS else "",
    )
