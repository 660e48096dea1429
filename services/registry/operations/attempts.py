"""Wrong attempts at a login, of passwords and of codes: counted together, the same for logins that do not exist."""

from datetime import datetime

from sqlalchemy import delete, func, select

from services.registry.domain.sessions import rests
from services.registry.session_limits import FAILURE_WINDOW
from services.registry.tables import SignInFailureRow
from shared.act import Act
from shared.errors import Refusal


class TooManyAttempts(Refusal):
    status = 429
    message = "密码或验证码连续输错次数过多，请 15 分钟后再试；忘记密码请联系系统管理员重置。"


def refuse_when_resting(act: Act, login: str, now: datetime) -> None:
    """One attempt per login at a time, so that many at once cannot get around the limit."""
    act.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"sign-in/{login}", 0))))
    act.session.execute(delete(SignInFailureRow).where(SignInFailureRow.at <= now - FAILURE_WINDOW))
    if rests(act.session.scalar(select(func.count()).where(SignInFailureRow.login == login)) or 0):
        raise TooManyAttempts()


def note_failure(act: Act, login: str, now: datetime) -> None:
    act.session.add(SignInFailureRow(login=login, at=now))


def forgive(act: Act, login: str) -> None:
    act.session.execute(delete(SignInFailureRow).where(SignInFailureRow.login == login))
