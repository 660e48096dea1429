"""Accounts and their posts. Every change is audited; none names a password."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.registry import contract as c
from services.registry.domain.posts import Term, check_addition
from services.registry.operations.directory import publish_staffing
from services.registry.operations.passwords import hash_password, one_time_password
from services.registry.operations.second_factor import forget_second_factor
from services.registry.operations.sessions import end_sessions
from services.registry.permissions import PERMISSIONS
from services.registry.queries.accounts import account_view
from services.registry.tables import AccountRow, PostRow
from shared.act import Act
from shared.audit import record
from shared.authorisation import authorise_any
from shared.errors import Conflict, NotFound
from shared.identifiers import new_id
from shared.organisation_directory.queries import organisation


class LoginTaken(Conflict):
    message = "这个用户名已有人使用，请换一个。"


class PostNotHeld(Conflict):
    message = "此人目前没有这个岗位，请刷新后再看。"


def create_account(act: Act, body: c.CreateAccount) -> c.AccountCreated:
    """Raises LoginTaken and what `grant_post` raises."""
    post = authorise_any(act.actor, "create_account", PERMISSIONS)
    password = body.password or one_time_password()
    account = _insert(act, body, hash_password(password))
    for wanted in body.posts:
        _add_post(act, account, wanted)
    publish_staffing(act)
    record(act.session, "create_account", act.actor, post=post, object_id=account.id, business_at=act.at)
    made = None if body.password else password
    return c.AccountCreated(account=account_view(act.session, account.id, act.today), one_time_password=made)


def _insert(act: Act, body: c.CreateAccount, password_hash: str) -> AccountRow:
    values = {"id": new_id(), "login": body.login, "name": body.name, "password_hash": password_hash}
    statement = insert(AccountRow).values(values).on_conflict_do_nothing().returning(AccountRow)
    account = act.session.scalars(statement).one_or_none()
    if account is None:
        raise LoginTaken()
    return account


def grant_post(act: Act, account_id: UUID, body: c.NewPost) -> c.AccountView:
    """Raises NotFound, OrganisationUnknown, PostsIncompatible, PostAlreadyHeld, PostDaysInverted."""
    post = authorise_any(act.actor, "grant_post", PERMISSIONS)
    account = locked_account(act, account_id)
    _add_post(act, account, body)
    publish_staffing(act)
    details = {"role": body.role, "organisation": body.organisation}
    record(act.session, "grant_post", act.actor, post=post, object_id=account.id, business_at=act.at, details=details)
    return account_view(act.session, account.id, act.today)


def end_post(act: Act, account_id: UUID, body: c.EndPost) -> c.AccountView:
    """Raises NotFound, PostNotHeld. A post that had not begun by `on` is taken back altogether; whoever stands in
    for it goes with it."""
    post = authorise_any(act.actor, "end_post", PERMISSIONS)
    account = locked_account(act, account_id)
    last_day = body.on or act.today - timedelta(days=1)
    held = next((p for p in posts_of(act, account.id) if _is_meant(p, body, act)), None)
    if held is None:
        raise PostNotHeld()
    for stand_in in act.session.scalars(select(PostRow).where(PostRow.stands_in_for == held.id)).all():
        cut_short(act, stand_in, last_day)
    act.session.flush()
    cut_short(act, held, last_day)
    publish_staffing(act)
    details = {"role": body.role, "organisation": body.organisation, "on": last_day.isoformat()}
    record(act.session, "end_post", act.actor, post=post, object_id=account.id, business_at=act.at, details=details)
    return account_view(act.session, account.id, act.today)


def reset_password(act: Act, account_id: UUID) -> c.AccountCreated:
    """A new one-time password; whoever is signed in to the account is signed out. Raises NotFound."""
    post = authorise_any(act.actor, "reset_password", PERMISSIONS)
    account = locked_account(act, account_id)
    password = one_time_password()
    account.password_hash = hash_password(password)
    _sign_out(act, account)
    record(act.session, "reset_password", act.actor, post=post, object_id=account.id, business_at=act.at)
    return c.AccountCreated(account=account_view(act.session, account.id, act.today), one_time_password=password)


def reset_second_factor(act: Act, account_id: UUID) -> c.AccountView:
    """For a lost phone without recovery codes; every session ends. None to reset is no mistake. Raises NotFound."""
    post = authorise_any(act.actor, "reset_second_factor", PERMISSIONS)
    account = locked_account(act, account_id)
    forget_second_factor(act, account.id)
    _sign_out(act, account)
    record(act.session, "reset_second_factor", act.actor, post=post, object_id=account.id, business_at=act.at)
    return account_view(act.session, account.id, act.today)


def end_account_sessions(act: Act, account_id: UUID) -> c.Ended:
    """Whoever is signed in to the account is signed out. Raises NotFound."""
    post = authorise_any(act.actor, "end_account_sessions", PERMISSIONS)
    account = locked_account(act, account_id)
    _sign_out(act, account)
    record(act.session, "end_account_sessions", act.actor, post=post, object_id=account.id, business_at=act.at)
    return c.Ended(ended=True)


def _sign_out(act: Act, account: AccountRow) -> None:
    account.sessions_ended_at = datetime.now(UTC)
    end_sessions(act, account.id, account.sessions_ended_at)


def locked_account(act: Act, account_id: UUID) -> AccountRow:
    account = act.session.get(AccountRow, account_id, with_for_update=True)
    if account is None:
        raise NotFound()
    return account


def cut_short(act: Act, post: PostRow, last_day: date) -> None:
    """Never makes a post longer."""
    if post.valid_from > last_day:
        act.session.delete(post)
    elif post.valid_to is None or post.valid_to > last_day:
        post.valid_to = last_day


def posts_of(act: Act, account_id: UUID) -> list[PostRow]:
    act.session.flush()
    return list(act.session.scalars(select(PostRow).where(PostRow.account_id == account_id)))


def _is_meant(post: PostRow, body: c.EndPost, act: Act) -> bool:
    not_over = post.valid_to is None or post.valid_to >= act.today
    own = post.stands_in_for is None
    return own and not_over and (post.role, post.organisation) == (body.role, body.organisation)


def _add_post(act: Act, account: AccountRow, wanted: c.NewPost) -> None:
    organisation(act.session, wanted.organisation)
    term = Term(wanted.role, wanted.organisation, wanted.valid_from or act.today, wanted.valid_to)
    check_addition(term, posts_of(act, account.id))
    act.session.add(
        PostRow(
            account_id=account.id,
            role=term.role,
            organisation=term.organisation,
            valid_from=term.valid_from,
            valid_to=term.valid_to,
        )
    )
