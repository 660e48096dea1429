"""The session behind a session token, and what it must still do."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import exists, select

from services.registry import contract as c
from services.registry.contract import SecondFactorRule
from services.registry.domain.sessions import SecretToken, is_open, of_departments
from services.registry.queries.accounts import posts_on
from services.registry.tables import AccountRow, SecondFactorRow, SessionRow
from shared.act import Act
from shared.errors import NotSignedIn, Refusal
from shared.posts import Actor, Post


class CodeNeeded(Refusal):
    """The password was right, the code is still missing."""

    status = 403
    message = "请输入动态验证码，完成登录。"


class EnrolmentNeeded(Refusal):
    """Nothing but setting up the second factor is open to this session."""

    status = 403
    message = "组织部门、系统管理和审计岗位请先设置动态验证码，再办理业务。"


REFUSED_BY_NEED = {c.SessionNeed.CODE: CodeNeeded, c.SessionNeed.ENROLMENT: EnrolmentNeeded}
WHOLE = frozenset({c.SessionNeed.NOTHING})
ENROLLING = WHOLE | {c.SessionNeed.ENROLMENT}
ANY_STAGE = frozenset(c.SessionNeed)


@dataclass(frozen=True)
class AtTheDoor(Act):
    """An act that only a session token, or nothing yet, stands behind."""

    rule: SecondFactorRule = field(default=SecondFactorRule.REQUIRED)


@dataclass(frozen=True)
class OpenSession:
    row: SessionRow
    account: AccountRow
    posts: tuple[Post, ...]
    needs: c.SessionNeed

    @property
    def actor(self) -> Actor:
        return Actor(account=str(self.account.id), name=self.account.name, posts=self.posts)


def open_session(
    act: AtTheDoor, session_token: str, now: datetime, stages: frozenset[c.SessionNeed] = WHOLE
) -> OpenSession:
    """Locked. Raises NotSignedIn for an unknown, revoked or expired session; CodeNeeded, EnrolmentNeeded for one
    that stands at none of the `stages`."""
    query = (
        select(SessionRow, AccountRow)
        .join(AccountRow, AccountRow.id == SessionRow.account_id)
        .where(SessionRow.token_digest == SecretToken(session_token).digest)
        .with_for_update(of=SessionRow)
    )
    found = act.session.execute(query).one_or_none()
    if found is None:
        raise NotSignedIn()
    row, account = found
    posts = tuple(posts_on(act.session, account.id, act.today))
    if not is_open(row, posts, now):
        raise NotSignedIn()
    needs = c.SessionNeed.CODE if row.awaits_code else need_of(act, account, posts)
    if needs not in stages:
        raise REFUSED_BY_NEED[needs]()
    return OpenSession(row, account, posts, needs)


def need_of(act: AtTheDoor, account: AccountRow, posts: tuple[Post, ...]) -> c.SessionNeed:
    """Of a session that awaits no code. Worked out anew each time: a post may be granted meanwhile."""
    enrol = is_required(act, posts) and not has_second_factor(act, account)
    return c.SessionNeed.ENROLMENT if enrol else c.SessionNeed.NOTHING


def is_required(act: AtTheDoor, posts: tuple[Post, ...]) -> bool:
    return act.rule is SecondFactorRule.REQUIRED and of_departments(posts)


def has_second_factor(act: Act, account: AccountRow) -> bool:
    confirmed = exists().where(SecondFactorRow.account_id == account.id, SecondFactorRow.confirmed_at.is_not(None))
    return bool(act.session.scalar(select(confirmed)))


def list_sessions(act: AtTheDoor, session_token: str) -> c.OwnSessions:
    """One's own that are open, the newest first. No address is kept: no duty needs it."""
    now = datetime.now(UTC)
    mine = open_session(act, session_token, now)
    rows = act.session.scalars(
        select(SessionRow)
        .where(SessionRow.account_id == mine.account.id, SessionRow.revoked_at.is_(None))
        .order_by(SessionRow.opened_at.desc(), SessionRow.id)
    )
    return c.OwnSessions(items=[_view(row, mine.row) for row in rows if is_open(row, mine.posts, now)])


def _view(row: SessionRow, current: SessionRow) -> c.SessionView:
    return c.SessionView(
        session_id=row.id,
        opened_at=row.opened_at,
        last_used_at=row.last_used_at,
        device=c.Device(row.device),
        current=row.id == current.id,
    )
