"""Signing in and out. The token the browser keeps is opaque; services get short-lived signed ones for it."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, select, update

from services.registry import contract as c
from services.registry.domain.sessions import SecretToken, expires_at
from services.registry.operations.attempts import forgive, note_failure, refuse_when_resting
from services.registry.operations.passwords import fits, hash_password
from services.registry.queries.accounts import account_view, posts_on
from services.registry.queries.sessions import ANY_STAGE, AtTheDoor, has_second_factor, need_of, open_session
from services.registry.session_limits import ABSOLUTE_LIMIT
from services.registry.tables import AccountRow, SessionRow
from shared.act import Act
from shared.audit import record
from shared.authentication import LIFETIME, TokenIssuer
from shared.errors import NotFound, NotSignedIn, Refusal
from shared.posts import Actor


class WrongLogin(Refusal):
    """The same for an unknown login and for a wrong password."""

    status = 401
    message = "用户名或密码不对，请核对后再试。"


def sign_in(act: AtTheDoor, body: c.SignIn) -> c.SessionOpened | None:
    """None for a wrong login: the caller refuses after the failure is committed. Raises TooManyAttempts."""
    now = datetime.now(UTC)
    refuse_when_resting(act, body.login, now)
    account = act.session.scalars(select(AccountRow).where(AccountRow.login == body.login)).one_or_none()
    if not fits(account.password_hash if account else None, body.password) or account is None:
        note_failure(act, body.login, now)
        return None
    awaits_code = has_second_factor(act, account)
    if not awaits_code:
        # With a second factor only the code forgives, or the password would buy new guesses at the code.
        forgive(act, body.login)
    return _opened(act, account, now, body.device, awaits_code=awaits_code)


def _opened(
    act: AtTheDoor, account: AccountRow, now: datetime, device: c.Device, *, awaits_code: bool
) -> c.SessionOpened:
    token = SecretToken.new()
    outlived = SessionRow.opened_at <= now - ABSOLUTE_LIMIT
    act.session.execute(delete(SessionRow).where(SessionRow.account_id == account.id, outlived))
    session = SessionRow(
        token_digest=token.digest,
        account_id=account.id,
        opened_at=now,
        last_used_at=now,
        device=device,
        awaits_code=awaits_code,
    )
    act.session.add(session)
    posts = tuple(posts_on(act.session, account.id, act.today))
    actor = Actor(account=str(account.id), name=account.name, posts=posts)
    record(act.session, "sign_in", actor, object_id=account.id, business_at=act.at)
    needs = c.SessionNeed.CODE if awaits_code else need_of(act, account, posts)
    view = account_view(act.session, account.id, act.today)
    return c.SessionOpened(token=token.text, expires_at=expires_at(now), account=view, needs=needs)


def issue_access_token(act: AtTheDoor, session_token: str) -> c.AccessTokenIssued:
    """With the posts of today. Raises NotSignedIn, CodeNeeded, EnrolmentNeeded."""
    now = datetime.now(UTC)
    session = open_session(act, session_token, now)
    session.row.last_used_at = now
    issuer = TokenIssuer("registry", act.keys.issuer("registry"))
    token = issuer.issue(session.actor, session=str(session.row.id))
    return c.AccessTokenIssued(token=token, expires_at=now + LIFETIME)


def sign_out(act: AtTheDoor, session_token: str) -> c.Ended:
    """Signing out twice is no mistake."""
    now = datetime.now(UTC)
    try:
        session = open_session(act, session_token, now, ANY_STAGE)
    except NotSignedIn:
        return c.Ended(ended=False)
    session.row.revoked_at = now
    record(act.session, "sign_out", session.actor, object_id=session.account.id, business_at=act.at)
    return c.Ended(ended=True)


def change_password(act: AtTheDoor, session_token: str, body: c.ChangePassword) -> c.Ended | None:
    """None for a wrong present password, as in `sign_in`. Every other session of the account ends."""
    now = datetime.now(UTC)
    session = open_session(act, session_token, now)
    account = session.account
    refuse_when_resting(act, account.login, now)
    if not fits(account.password_hash, body.password):
        note_failure(act, account.login, now)
        return None
    account.password_hash = hash_password(body.new_password)
    end_sessions(act, account.id, now, but=session.row.id)
    record(act.session, "change_password", session.actor, object_id=account.id, business_at=act.at)
    return c.Ended(ended=True)


def end_session(act: AtTheDoor, session_token: str, session_id: UUID) -> c.Ended:
    """One of one's own; ended twice is no mistake. Raises NotFound for anybody else's."""
    now = datetime.now(UTC)
    session = open_session(act, session_token, now)
    wanted = act.session.get(SessionRow, session_id)
    if wanted is None or wanted.account_id != session.account.id:
        raise NotFound()
    ended = wanted.revoked_at is None
    wanted.revoked_at = wanted.revoked_at or now
    record(act.session, "end_session", session.actor, object_id=session.account.id, business_at=act.at)
    return c.Ended(ended=ended)


def end_all_sessions(act: AtTheDoor, session_token: str) -> c.Ended:
    """Log out everywhere, here as well."""
    now = datetime.now(UTC)
    session = open_session(act, session_token, now)
    end_sessions(act, session.account.id, now)
    record(act.session, "end_all_sessions", session.actor, object_id=session.account.id, business_at=act.at)
    return c.Ended(ended=True)


def end_sessions(act: Act, account_id: UUID, now: datetime, *, but: UUID | None = None) -> None:
    ending = update(SessionRow).where(SessionRow.account_id == account_id, SessionRow.revoked_at.is_(None))
    if but is not None:
        ending = ending.where(SessionRow.id != but)
    act.session.execute(ending.values(revoked_at=now).execution_options(synchronize_session=False))
