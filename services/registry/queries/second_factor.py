"""How the second factor of an account stands."""

from datetime import UTC, datetime

from sqlalchemy import func, select

from services.registry import contract as c
from services.registry.domain.second_factor import enrolment_address
from services.registry.queries.sessions import ENROLLING, AtTheDoor, OpenSession, is_required, open_session
from services.registry.tables import RecoveryCodeRow, SecondFactorRow


def read_second_factor(act: AtTheDoor, session_token: str) -> c.SecondFactorView:
    """One's own. Raises NotSignedIn, CodeNeeded."""
    return view_of(act, open_session(act, session_token, datetime.now(UTC), ENROLLING))


def view_of(act: AtTheDoor, session: OpenSession) -> c.SecondFactorView:
    act.session.flush()
    row, required = act.session.get(SecondFactorRow, session.account.id), is_required(act, session.posts)
    if row is None:
        return c.SecondFactorView(on=False, required=required)
    if row.confirmed_at is None:
        secret = act.seal.open(row.sealed_secret)
        address = enrolment_address(secret, session.account.login)
        return c.SecondFactorView(on=False, required=required, secret=secret, address=address)
    left = select(func.count()).where(
        RecoveryCodeRow.account_id == session.account.id, RecoveryCodeRow.used_at.is_(None)
    )
    return c.SecondFactorView(on=True, required=required, recovery_codes_left=act.session.scalar(left) or 0)
