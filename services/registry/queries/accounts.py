"""Accounts with the posts they hold or will hold."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, aliased

from services.registry import contract as c
from services.registry.permissions import PERMISSIONS
from services.registry.tables import AccountRow, PostRow
from shared.act import Act
from shared.authorisation import authorise_any
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Absent, Actor, Post, Role

AWAY = aliased(PostRow)
"""The post that a stand-in's post stands in for."""


def account_id_of(actor: Actor) -> UUID | None:
    """None for an actor without an account, such as a process."""
    try:
        return UUID(actor.account)
    except ValueError:
        return None


def list_accounts(act: Act, organisation: str | None) -> c.AccountPage:
    """Those with a post at the organisation, or all; by login."""
    authorise_any(act.actor, "list_accounts", PERMISSIONS)
    accounts = select(AccountRow).order_by(AccountRow.login)
    if organisation is not None:
        held = select(PostRow.account_id).where(PostRow.organisation == organisation, PostRow.not_over(act.today))
        accounts = accounts.where(AccountRow.id.in_(held))
    rows = act.session.scalars(accounts).all()
    posts = _posts(act.session, [row.id for row in rows], act.today)
    return c.AccountPage(items=[_view(row, posts[row.id]) for row in rows])


def account_view(session: Session, account_id: UUID, today: date) -> c.AccountView:
    session.flush()
    account = session.get_one(AccountRow, account_id)
    return _view(account, _posts(session, [account_id], today)[account_id])


def posts_on(session: Session, account_id: UUID, day: date) -> list[Post]:
    """The posts that an access token of this day carries; one's own first, so that an act is one's own where it
    can be."""
    held = _posts(session, [account_id], day)[account_id]
    return [_post(view) for view in held if view.valid_from <= day]


def _post(view: c.PostView) -> Post:
    absent = view.stands_in_for
    for_whom = Absent(str(absent.account_id), absent.name) if absent else None
    return Post(view.role, view.organisation, view.path, for_whom)


def _posts(session: Session, accounts: Sequence[UUID], today: date) -> defaultdict[UUID, list[c.PostView]]:
    query = (
        select(PostRow, OrganisationRow.name, OrganisationRow.path, AccountRow)
        .join(OrganisationRow, OrganisationRow.code == PostRow.organisation)
        .outerjoin(AWAY, AWAY.id == PostRow.stands_in_for)
        .outerjoin(AccountRow, AccountRow.id == AWAY.account_id)
        .where(PostRow.account_id.in_(accounts), PostRow.not_over(today))
        .order_by(PostRow.stands_in_for.is_not(None), PostRow.valid_from, PostRow.id)
    )
    found: defaultdict[UUID, list[c.PostView]] = defaultdict(list)
    for row in session.execute(query):
        found[row.PostRow.account_id].append(_post_view(row))
    return found


def _post_view(row: Row[PostRow, str, str, AccountRow]) -> c.PostView:
    post, name, path, absent = row
    return c.PostView(
        role=Role(post.role),
        role_label=Role(post.role).label,
        organisation=post.organisation,
        organisation_name=name,
        path=path,
        valid_from=post.valid_from,
        valid_to=post.valid_to,
        stands_in_for=c.AbsentHolder(account_id=absent.id, name=absent.name) if absent else None,
    )


def _view(account: AccountRow, posts: list[c.PostView]) -> c.AccountView:
    return c.AccountView(account_id=account.id, login=account.login, name=account.name, posts=posts)
