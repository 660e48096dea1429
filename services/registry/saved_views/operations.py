"""Saving, changing and removing views. Filters are data that the lists check again: nothing of them is run."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.registry.saved_views.contract import ChangeView, Removed, SavedView, SaveView
from services.registry.saved_views.permissions import PERMISSIONS, SEEN_BY
from services.registry.saved_views.queries import is_author, view_of
from services.registry.saved_views.tables import SavedViewRow
from shared.act import Act
from shared.audit import record
from shared.authorisation import Standing, authorise, authorise_any
from shared.errors import Conflict, Invalid, NotFound
from shared.identifiers import new_id
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Post


class ViewNameTaken(Conflict):
    message = "已有同名的视图，请换一个名称。"


class ListOfAViewStays(Invalid):
    message = "视图所属的清单不能更改，请另存为新视图。"


def save_view(act: Act, body: SaveView) -> SavedView:
    """Raises NotFound for an organisation at which one holds no post, ViewNameTaken."""
    organisation = _organisation(act, body.shared_with)
    post = _at(act, "save_view", organisation) if organisation else authorise_any(act.actor, "save_view", PERMISSIONS)
    row = SavedViewRow(
        id=new_id(),
        author=act.actor.account,
        author_name=act.actor.name,
        shared_with=body.shared_with,
        list=body.list,
        saved_at=act.at,
    )
    _put(act, row, body)
    act.session.add(row)
    return _kept(act, row, organisation, "save_view", post)


def _organisation(act: Act, code: str | None) -> OrganisationRow | None:
    """Raises NotFound."""
    if code is None:
        return None
    found = act.session.get(OrganisationRow, code)
    if found is None:
        raise NotFound()
    return found


def _at(act: Act, verb: str, organisation: OrganisationRow) -> Post:
    return authorise(act.actor, verb, PERMISSIONS, Standing(own=organisation.path), readers=SEEN_BY)


def _put(act: Act, row: SavedViewRow, body: ChangeView) -> None:
    row.name, row.name_index = act.seal_text(body.name), act.seal.index(body.name)
    row.filters = body.filters.model_dump(mode="json", exclude_defaults=True)


def _kept(act: Act, row: SavedViewRow, organisation: OrganisationRow | None, verb: str, post: Post | None) -> SavedView:
    try:
        act.session.flush()
    except IntegrityError as error:
        raise ViewNameTaken(fields=[{"field": "name", "message": ViewNameTaken.message}]) from error
    record(act.session, verb, act.actor, post=post, object_id=row.id, business_at=act.at)
    return view_of(act, row, organisation)


def change_view(act: Act, view_id: UUID, body: ChangeView) -> SavedView:
    """Raises NotFound, NotYourPost, ListOfAViewStays, ViewNameTaken."""
    row, organisation, post = _take(act, "change_view", view_id)
    if row.list != body.list:
        raise ListOfAViewStays()
    _put(act, row, body)
    return _kept(act, row, organisation, "change_view", post)


def remove_view(act: Act, view_id: UUID) -> Removed:
    """Raises NotFound, NotYourPost."""
    row, _, post = _take(act, "remove_view", view_id)
    act.session.delete(row)
    record(act.session, "remove_view", act.actor, post=post, object_id=row.id, business_at=act.at)
    return Removed(view_id=view_id)


def _take(act: Act, verb: str, view_id: UUID) -> tuple[SavedViewRow, OrganisationRow | None, Post | None]:
    row = act.session.get(SavedViewRow, view_id, with_for_update=True)
    if row is None:
        raise NotFound()
    organisation = act.session.get(OrganisationRow, row.shared_with) if row.shared_with else None
    if is_author(act, row):
        return row, organisation, None
    if organisation is None:
        raise NotFound()
    return row, organisation, _at(act, verb, organisation)
