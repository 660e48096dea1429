"""Differences of the reader's subtree, and views exchanged (D-60)."""

from collections.abc import Mapping
from uuid import UUID

from pydantic import Field
from sqlalchemy import ColumnElement, select

from services.registry.survey.contract import (
    Difference,
    DifferencePage,
    DifferenceStatus,
    PriorityGroup,
    Process,
    Views,
    ViewsPage,
)
from services.registry.survey.domain import SUGGESTED
from services.registry.survey.permissions import PERMISSIONS
from services.registry.survey.tables import DifferenceRow, ExchangeRow, ViewsRow
from shared.act import Act
from shared.authorisation import visible
from shared.contract import Contract
from shared.letters.bodies_survey import DifferenceKind, ListedFields, ListRole
from shared.organisation_directory.tables import OrganisationRow
from shared.paging import PageMarkInvalid


class DifferenceFilter(Contract):
    campaign_id: UUID | None = None
    status: DifferenceStatus | None = None
    kind: DifferenceKind | None = None
    role: ListRole | None = None
    region: str | None = Field(default=None, description="the other side's region")
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, description="`next` of the page before")


def list_differences(act: Act, wanted: DifferenceFilter) -> DifferencePage:
    """Oldest first, one statement."""
    seen = visible(act.actor, "list_differences", PERMISSIONS, DifferenceRow.__table__.c.holder_path)
    query = (
        select(DifferenceRow, OrganisationRow.name)
        .outerjoin(OrganisationRow, OrganisationRow.code == DifferenceRow.holder)
        .where(seen, *_conditions(wanted))
        .order_by(DifferenceRow.id, DifferenceRow.side)
        .limit(wanted.limit + 1)
    )
    rows = act.session.execute(query).all()
    items = [difference_view(act, row, name) for row, name in rows[: wanted.limit]]
    more = len(rows) > wanted.limit
    return DifferencePage(items=items, next=f"{items[-1].difference_id}/{items[-1].side}" if more else None)


def _conditions(wanted: DifferenceFilter) -> list[ColumnElement[bool]]:
    equal: Mapping[object, object] = {
        DifferenceRow.status: wanted.status,
        DifferenceRow.kind: wanted.kind,
        DifferenceRow.role: wanted.role,
        DifferenceRow.region: wanted.region,
    }
    conditions: list[ColumnElement[bool]] = [column == value for column, value in equal.items() if value is not None]  # type: ignore[misc]
    if wanted.campaign_id:
        of_campaign = select(ExchangeRow.id).where(ExchangeRow.campaign_id == wanted.campaign_id)
        conditions.append(DifferenceRow.exchange_id.in_(of_campaign))
        conditions.append(DifferenceRow.side == 1)
    if wanted.after:
        difference, side = _mark(wanted.after)
        later = (DifferenceRow.id == difference) & (DifferenceRow.side > side)
        conditions.append((DifferenceRow.id > difference) | later)
    return conditions


def _mark(text: str) -> tuple[UUID, int]:
    difference, _, side = text.partition("/")
    try:
        return UUID(difference), int(side)
    except ValueError as error:
        raise PageMarkInvalid() from error


def difference_view(act: Act, row: DifferenceRow, holder_name: str | None) -> Difference:
    kind, role = DifferenceKind(row.kind), ListRole(row.role)
    return Difference(
        difference_id=row.id,
        side=row.side,
        exchange_id=row.exchange_id,
        region=row.region,
        role=role,
        kind=kind,
        fields=tuple(row.fields),
        ours=ListedFields.model_validate(row.ours) if row.ours else None,
        theirs=ListedFields.model_validate(row.theirs) if row.theirs else None,
        case_id=row.case_id,
        holder=row.holder,
        holder_name=holder_name or row.holder,
        status=DifferenceStatus(row.status),
        process=Process(row.process) if row.process else None,
        suggested=SUGGESTED[kind, role],
        case_number=row.case_number,
        text=act.open_text(row.text) or "",
        handled_on=row.handled_on,
        handled_there=row.handled_there,
    )


def read_difference(act: Act, row: DifferenceRow) -> Difference:
    holder = act.session.get(OrganisationRow, row.holder)
    return difference_view(act, row, holder.name if holder else None)


def list_views(act: Act) -> ViewsPage:
    seen = visible(act.actor, "list_views", PERMISSIONS, ViewsRow.__table__.c.path)
    rows = act.session.scalars(select(ViewsRow).where(seen).order_by(ViewsRow.held_on.desc(), ViewsRow.id).limit(200))
    return ViewsPage(items=[views_view(act, row) for row in rows])


def views_view(act: Act, row: ViewsRow) -> Views:
    return Views(
        views_id=row.id,
        department=row.department,
        partner=row.partner,
        partner_region=row.partner_region,
        held_on=row.held_on,
        groups=[PriorityGroup(group) for group in row.groups],
        text=act.open_text(row.text) or "",
        measures=act.open_text(row.measures) or "",
        recorded_by=row.recorded_by,
    )
