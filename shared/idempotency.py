"""Commands carry an `Idempotency-Key`: same key and body, the first answer byte for byte; other body, 422.

The key row is written in the command's own transaction. A concurrent repeat waits for the first to commit
(PostgreSQL's unique index makes it wait) and then reads the first answer.
"""

import hashlib
from datetime import datetime

from sqlalchemy import Text, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.database import KernelBase
from shared.errors import IdempotencyKeyInUse, IdempotencyKeyReused
from shared.sealing import Seal

LOCK_NOT_AVAILABLE = "55P03"
"""Only then is somebody else at work; every other failure is an outage and must not look like a refusal."""


class IdempotencyKeyRow(KernelBase):
    __tablename__ = "idempotency_key"

    account: Mapped[str] = mapped_column(Text, primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    digest: Mapped[str] = mapped_column(Text)
    sealed_answer: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


def digest_of(method: str, path: str, body: bytes) -> str:
    return hashlib.sha256(f"{method} {path}\n".encode() + body).hexdigest()


def claim(session: Session, seal: Seal, account: str, key: str, digest: str) -> bytes | None:
    """None when this transaction is the first to use the key; else the first answer.

    Raises IdempotencyKeyReused for another body, IdempotencyKeyInUse when the first is still at work
    after the lock time-out.
    """
    row = {"account": account, "key": key, "digest": digest}
    try:
        claiming = insert(IdempotencyKeyRow).values(row).on_conflict_do_nothing().returning(IdempotencyKeyRow.key)
        first = session.execute(claiming)
    except OperationalError as error:
        if getattr(error.orig, "pgcode", None) == LOCK_NOT_AVAILABLE:
            raise IdempotencyKeyInUse() from error
        raise
    if first.scalar() is not None:
        return None
    earlier = session.execute(
        select(IdempotencyKeyRow.digest, IdempotencyKeyRow.sealed_answer).where(
            IdempotencyKeyRow.account == account, IdempotencyKeyRow.key == key
        )
    ).one()
    if earlier.digest != digest:
        raise IdempotencyKeyReused()
    return seal.open(earlier.sealed_answer).encode()


def keep(session: Session, seal: Seal, account: str, key: str, answer: bytes) -> None:
    """The answer names people: it is sealed like every other copy of them."""
    mine = (IdempotencyKeyRow.account == account, IdempotencyKeyRow.key == key)
    session.execute(update(IdempotencyKeyRow).where(*mine).values(sealed_answer=seal.close(answer.decode())))
