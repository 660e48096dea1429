"""Signing in and out. The token the browser keeps is opaque; services get short-lived signed ones for it."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, func, select, update

from services.registry import contract as c
from services.registry.domain.sessions import ABSOLUTE_LIMIT, FAILURE_WINDOW, SecretToken, expires_at, is_open, rests
from services.registry.operations.passwords import fits, hash_password
from services.registry.queries.accounts import account_view, posts_on
from services.registry.tables import AccountRow, SessionRow, SignInFailureRow
from shared.act import Act
from shared.audit import record
from shared.authentication import LIFETIME, TokenIssuer
from shared.errors import NotSignedIn, Refusal
from shared.posts import Actor


class WrongLogin(Refusal):
    """The same for an unknown login and for a wrong password."""

    status = 401
    message = "登录名或口令不对，请核对后再试。"


class TooManyAttempts(Refusal):
    status = 429
    message = "口令连续输错次数过多，请 15 分钟后再试；忘记口令请联系系统管理员重置。"


def sign_in(act: Act, body: c.SignIn) -> c.SessionOpened | None:
    """None for a wrong login: the caller refuses after the failure is committed. Raises TooManyAttempts."""
    now = datetime.now(UTC)
    _refuse_when_resting(act, body.login, now)
    account = act.session.scalars(select(AccountRow).where(AccountRow.login == body.login)).one_or_none()
    if not fits(account.password_hash if account else None, body.password) or account is None:
        act.session.add(SignInFailureRow(login=body.login, at=now))
        return None
    act.session.execute(delete(SignInFailureRow).where(SignInFailureRow.login == body.login))
    return _opened(act, account, now)


def _refuse_when_resting(act: Act, login: str, now: datetime) -> None:
    """One attempt per login at a time, so that many at once cannot get around the limit."""
    act.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"sign-in/{login}", 0))))
    act.session.execute(delete(SignInFailureRow).where(SignInFailureRow.at <= now - FAILURE_WINDOW))
    if rests(act.session.scalar(select(func.count()).where(SignInFailureRow.login == login)) or 0):
        raise TooManyAttempts()


def _opened(act: Act, account: AccountRow, now: datetime) -> c.SessionOpened:
    token = SecretToken.new()
    outlived = SessionRow.opened_at <= now - ABSOLUTE_LIMIT
    act.session.execute(delete(SessionRow).where(SessionRow.account_id == account.id, outlived))
    session = SessionRow(token_digest=token.digest, account_id=account.id, opened_at=now, last_used_at=now)
    act.session.add(session)
    record(act.session, "sign_in", _actor(act, account), object_id=account.id, business_at=act.at)
    view = account_view(act.session, account.id, act.today)
    return c.SessionOpened(token=token.text, expires_at=expires_at(now), account=view)


def issue_access_token(act: Act, session_token: str) -> c.AccessTokenIssued:
    """With the posts of today. Raises NotSignedIn for an unknown, revoked or expired session."""
    now = datetime.now(UTC)
    session, account = _current(act, session_token, now)
    session.last_used_at = now
    issuer = TokenIssuer("registry", act.keys.issuer("registry"))
    token = issuer.issue(_actor(act, account), session=str(session.id))
    return c.AccessTokenIssued(token=token, expires_at=now + LIFETIME)


def sign_out(act: Act, session_token: str) -> c.Ended:
    """Signing out twice is no mistake."""
    now = datetime.now(UTC)
    try:
        session, account = _current(act, session_token, now)
    except NotSignedIn:
        return c.Ended(ended=False)
    session.revoked_at = now
    record(act.session, "sign_out", _actor(act, account), object_id=account.id, business_at=act.at)
    return c.Ended(ended=True)


def change_password(act: Act, session_token: str, body: c.ChangePassword) -> c.Ended | None:
    """None for a wrong present password, as in `sign_in`. Every other session of the account ends."""
    now = datetime.now(UTC)
    session, account = _current(act, session_token, now)
    _refuse_when_resting(act, account.login, now)
    if not fits(account.password_hash, body.password):
        act.session.add(SignInFailureRow(login=account.login, at=now))
        return None
    account.password_hash = hash_password(body.new_password)
    end_sessions(act, account.id, now, but=session.id)
    record(act.session, "change_password", _actor(act, account), object_id=account.id, business_at=act.at)
    return c.Ended(ended=True)


def end_sessions(act: Act, account_id: UUID, now: datetime, *, but: UUID | None = None) -> None:
    ending = update(SessionRow).where(SessionRow.account_id == account_id, SessionRow.revoked_at.is_(None))
    if but is not None:
        ending = ending.where(SessionRow.id != but)
    act.session.execute(ending.values(revoked_at=now).execution_options(synchronize_session=False))


def _current(act: Act, session_token: str, now: datetime) -> tuple[SessionRow, AccountRow]:
    query = (
        select(SessionRow, AccountRow)
        .join(AccountRow, AccountRow.id == SessionRow.account_id)
        .where(SessionRow.token_digest == SecretToken(session_token).digest)
        .with_for_update(of=SessionRow)
    )
    found = act.session.execute(query).one_or_none()
    if found is None or not is_open(found[0], now):
        raise NotSignedIn()
    return found[0], found[1]


def _actor(act: Act, account: AccountRow) -> Actor:
    posts = tuple(posts_on(act.session, account.id, act.today))
    return Actor(account=str(account.id), name=account.name, posts=posts)
