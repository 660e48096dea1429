"""Setting up, proving and ending the second factor. Wrong codes count like wrong passwords."""

from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert

from services.registry import contract as c
from services.registry.domain.second_factor import as_typed, new_recovery_codes, new_secret, step_of
from services.registry.operations.attempts import forgive, note_failure, refuse_when_resting
from services.registry.operations.sessions import end_sessions
from services.registry.queries.second_factor import view_of
from services.registry.queries.sessions import ANY_STAGE, ENROLLING, AtTheDoor, OpenSession, open_session
from services.registry.tables import RecoveryCodeRow, SecondFactorRow, SessionRow
from shared.act import Act
from shared.audit import record
from shared.errors import Conflict, Invalid


class WrongCode(Invalid):
    """The same for a wrong code and for one that was used before."""

    message = "验证码不对，或已经用过；请等验证器换出下一个再输入。"


class SecondFactorStands(Conflict):
    message = "动态验证码已经启用；要换手机，请先用验证码停用，再重新设置。"


class SecondFactorNotBegun(Conflict):
    message = "还没有开始设置动态验证码，请先点“开始设置”。"


class SecondFactorNotOn(Conflict):
    message = "没有启用动态验证码，不需要验证。"


def begin_second_factor(act: AtTheDoor, session_token: str) -> c.SecondFactorView:
    """Begun again before it is confirmed: the same secret. Raises SecondFactorStands."""
    session = open_session(act, session_token, datetime.now(UTC), ENROLLING)
    values = {"account_id": session.account.id, "sealed_secret": act.seal.close(new_secret())}
    act.session.execute(insert(SecondFactorRow).values(values).on_conflict_do_nothing())
    view = view_of(act, session)
    if view.on:
        raise SecondFactorStands()
    record(act.session, "begin_second_factor", session.actor, object_id=session.account.id, business_at=act.at)
    return view


def confirm_second_factor(act: AtTheDoor, session_token: str, body: c.SecondFactorCode) -> c.RecoveryCodes | None:
    """None for a wrong code. Sessions that were opened without the second factor end, but for this one."""
    now = datetime.now(UTC)
    session = open_session(act, session_token, now, ENROLLING)
    row = act.session.get(SecondFactorRow, session.account.id, with_for_update=True)
    if row is None:
        raise SecondFactorNotBegun()
    if row.confirmed_at is not None:
        raise SecondFactorStands()
    refuse_when_resting(act, session.account.login, now)
    if not _fits_by_time(act, row, as_typed(body.code), now):
        note_failure(act, session.account.login, now)
        return None
    row.confirmed_at = now
    end_sessions(act, session.account.id, now, but=session.row.id)
    record(act.session, "confirm_second_factor", session.actor, object_id=session.account.id, business_at=act.at)
    return c.RecoveryCodes(codes=_new_recovery_codes(act, session.account.id))


def _new_recovery_codes(act: Act, account_id: UUID) -> list[str]:
    codes = new_recovery_codes()
    act.session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account_id))
    act.session.add_all(RecoveryCodeRow(account_id=account_id, digest=_digest(act, account_id, one)) for one in codes)
    return codes


def prove_second_factor(act: AtTheDoor, session_token: str, body: c.SecondFactorCode) -> c.Ended | None:
    """The code after the password; None for a wrong one. A session that awaits none is told so: SecondFactorNotOn."""
    now = datetime.now(UTC)
    session = open_session(act, session_token, now, ANY_STAGE)
    if session.needs is not c.SessionNeed.CODE:
        raise SecondFactorNotOn()
    if not _proved(act, session, body.code, now):
        return None
    session.row.awaits_code, session.row.last_used_at = False, now
    record(act.session, "prove_second_factor", session.actor, object_id=session.account.id, business_at=act.at)
    return c.Ended(ended=True)


def disable_second_factor(act: AtTheDoor, session_token: str, body: c.SecondFactorCode) -> c.SecondFactorView | None:
    """None for a wrong code. Where it is required, nothing but setting it up again is open afterwards."""
    now = datetime.now(UTC)
    session = open_session(act, session_token, now)
    row = act.session.get(SecondFactorRow, session.account.id)
    if row is None or row.confirmed_at is None:
        raise SecondFactorNotOn()
    if not _proved(act, session, body.code, now):
        return None
    forget_second_factor(act, session.account.id)
    record(act.session, "disable_second_factor", session.actor, object_id=session.account.id, business_at=act.at)
    return view_of(act, session)


def forget_second_factor(act: Act, account_id: UUID) -> None:
    """Sessions that still await a code have nothing left to wait for: they end."""
    for table in (RecoveryCodeRow, SecondFactorRow):
        act.session.execute(delete(table).where(table.account_id == account_id))
    waiting = update(SessionRow).where(SessionRow.account_id == account_id, SessionRow.awaits_code)
    act.session.execute(waiting.values(revoked_at=datetime.now(UTC)).execution_options(synchronize_session=False))


def _proved(act: Act, session: OpenSession, code: str, now: datetime) -> bool:
    login = session.account.login
    refuse_when_resting(act, login, now)
    row = act.session.get_one(SecondFactorRow, session.account.id)
    typed = as_typed(code)
    if _fits_by_time(act, row, typed, now) or _recovers(act, session.account.id, typed, now):
        forgive(act, login)
        return True
    note_failure(act, login, now)
    return False


def _fits_by_time(act: Act, row: SecondFactorRow, code: str, now: datetime) -> bool:
    """The database takes a step once: of two at the same moment only one moves it on."""
    step = step_of(act.seal.open(row.sealed_secret), code, now.timestamp())
    if step is None:
        return False
    taken = (
        update(SecondFactorRow)
        .where(SecondFactorRow.account_id == row.account_id, SecondFactorRow.last_step < step)
        .values(last_step=step)
        .returning(SecondFactorRow.account_id)
    )
    return act.session.execute(taken).first() is not None


def _recovers(act: Act, account_id: UUID, code: str, now: datetime) -> bool:
    used = (
        update(RecoveryCodeRow)
        .where(
            RecoveryCodeRow.account_id == account_id,
            RecoveryCodeRow.digest == _digest(act, account_id, code),
            RecoveryCodeRow.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCodeRow.digest)
    )
    return act.session.execute(used).first() is not None


def _digest(act: Act, account_id: UUID, code: str) -> str:
    return act.seal.index(f"{account_id}/{as_typed(code)}")
