"""Incidents for the screens, open ones first; orders for the worker."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from services.registry.incidents import contract as c
from services.registry.incidents.permissions import PERMISSIONS
from services.registry.incidents.tables import IncidentRow, RemedyRow
from shared.act import Act
from shared.authorisation import visible
from shared.errors import NotFound
from shared.organisation_directory.tables import OrganisationRow
from shared.paging import id_in

INCIDENTS = IncidentRow.__table__.c
COPIED = (
    "what", "cause", "attempts", "since", "last_seen_at", "over_at", "service", "workflow_id", "case_id", "owner",
)  # fmt: skip
PAGE = 50


def list_incidents(act: Act, *, over: bool, after: str | None) -> c.IncidentPage:
    """Newest first. `over`: those that have ended, instead of the open ones."""
    query = (
        select(IncidentRow, OrganisationRow.name)
        .outerjoin(OrganisationRow, OrganisationRow.code == IncidentRow.owner)
        .where(
            visible(act.actor, "list_incidents", PERMISSIONS, INCIDENTS.owner_path),
            INCIDENTS.over_at.is_not(None) if over else INCIDENTS.over_at.is_(None),
        )
        .order_by(INCIDENTS.id.desc())
        .limit(PAGE + 1)
    )
    if after:
        query = query.where(INCIDENTS.id < id_in(after))
    rows = act.session.execute(query).all()
    shown = rows[:PAGE]
    remedies = _remedies(act, [row.id for row, _ in shown])
    items = [incident_view(row, name or "", remedies.get(row.id, [])) for row, name in shown]
    return c.IncidentPage(items=items, next=str(items[-1].incident_id) if len(rows) > PAGE else None)


def _remedies(act: Act, incidents: Sequence[UUID]) -> dict[UUID, list[c.Remedy]]:
    query = select(RemedyRow).where(RemedyRow.incident_id.in_(incidents)).order_by(RemedyRow.ordered_at)
    found: dict[UUID, list[c.Remedy]] = {}
    for row in act.session.scalars(query):
        found.setdefault(row.incident_id, []).append(_remedy_view(act, row))
    return found


def _remedy_view(act: Act, row: RemedyRow) -> c.Remedy:
    kind = c.RemedyKind(row.kind)
    return c.Remedy(
        remedy_id=row.id, kind=kind, label=kind.label, reason=act.open_text(row.sealed_reason) or "",
        ordered_by=row.ordered_by_name, ordered_at=row.ordered_at, carried_out_at=row.carried_out_at,
        outcome=row.outcome,
    )  # fmt: skip


def incident_view(row: IncidentRow, owner_name: str, remedies: list[c.Remedy]) -> c.Incident:
    kind = c.IncidentKind(row.kind)
    return c.Incident.model_validate(
        {name: getattr(row, name) for name in COPIED}
        | {
            "incident_id": row.id,
            "kind": kind,
            "label": kind.label,
            "remedy": kind.remedy,
            "remedy_label": kind.remedy.label,
            "owner_name": owner_name,
            "remedies": remedies,
        }
    )


def read_incident(act: Act, incident_id: UUID) -> c.Incident:
    """Raises NotFound, also for what is another region's."""
    seen = visible(act.actor, "read_incident", PERMISSIONS, INCIDENTS.owner_path)
    row = act.session.scalar(select(IncidentRow).where(IncidentRow.id == incident_id, seen))
    if row is None:
        raise NotFound()
    return incident_of(act, row)


def incident_of(act: Act, row: IncidentRow) -> c.Incident:
    owner = act.session.get(OrganisationRow, row.owner) if row.owner else None
    return incident_view(row, owner.name if owner else "", _remedies(act, [row.id]).get(row.id, []))


def list_ordered_remedies(act: Act) -> c.OrderedRemedies:
    """What the worker has still to carry out, in the order in which it was ordered."""
    query = (
        select(RemedyRow, IncidentRow)
        .join(IncidentRow, IncidentRow.id == RemedyRow.incident_id)
        .where(RemedyRow.carried_out_at.is_(None))
        .order_by(RemedyRow.ordered_at)
        .limit(PAGE)
    )
    return c.OrderedRemedies(items=[_ordered(remedy, row) for remedy, row in act.session.execute(query)])


def _ordered(remedy: RemedyRow, row: IncidentRow) -> c.OrderedRemedy:
    return c.OrderedRemedy(
        remedy_id=remedy.id, kind=c.RemedyKind(remedy.kind), incident=c.IncidentKind(row.kind), key=row.key,
        service=row.service, workflow_id=row.workflow_id, case_id=row.case_id,
    )  # fmt: skip
