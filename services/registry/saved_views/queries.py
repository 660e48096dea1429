"""The views that a person sees: his own, and those shared with an organisation at which he holds a post."""

from sqlalchemy import and_, or_, select

from services.registry.saved_views import contract as c
from services.registry.saved_views.permissions import PERMISSIONS
from services.registry.saved_views.tables import SavedViewRow
from shared.act import Act
from shared.authorisation import Standing, may, visible
from shared.organisation_directory.tables import OrganisationRow
from shared.working_lists.contract import ListKind, ViewFilters

AT_MOST = 200
"""Of one person and his organisations; the console shows them as tabs."""


def list_saved_views(act: Act) -> c.SavedViews:
    """Shared ones last, each group by time of saving."""
    shared = visible(act.actor, "list_saved_views", PERMISSIONS, OrganisationRow.__table__.c.path)
    own = and_(SavedViewRow.shared_with.is_(None), SavedViewRow.author == act.actor.account)
    query = (
        select(SavedViewRow, OrganisationRow)
        .outerjoin(OrganisationRow, OrganisationRow.code == SavedViewRow.shared_with)
        .where(or_(own, and_(SavedViewRow.shared_with.is_not(None), shared)))
        .order_by(SavedViewRow.shared_with.is_not(None), SavedViewRow.id)
        .limit(AT_MOST)
    )
    return c.SavedViews(items=[view_of(act, row, organisation) for row, organisation in act.session.execute(query)])


def view_of(act: Act, row: SavedViewRow, organisation: OrganisationRow | None) -> c.SavedView:
    return c.SavedView(
        view_id=row.id,
        name=act.open_text(row.name) or "",
        list=ListKind(row.list),
        filters=ViewFilters.model_validate(row.filters),
        shared_with=row.shared_with,
        shared_with_name=organisation.name if organisation else "",
        author_name=row.author_name,
        may_change=is_author(act, row) or _is_officer(act, organisation),
    )


def is_author(act: Act, row: SavedViewRow) -> bool:
    return row.author == act.actor.account


def _is_officer(act: Act, organisation: OrganisationRow | None) -> bool:
    return organisation is not None and may(act.actor, "change_view", PERMISSIONS, Standing(own=organisation.path))
