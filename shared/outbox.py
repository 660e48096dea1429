"""What the workflows must learn, written in the same transaction as the fact.

Every row is a signal for one workflow: `start` (when given) lets the relay start the workflow with the
signal if it does not run yet. Messages are snapshots with a version, so repeats and disorder are harmless.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, Integer, Text, func, insert, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.contract import Contract
from shared.database import KernelBase

CHANNEL = "outbox"


class OutboxRow(KernelBase):
    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_unsent", "id", postgresql_where=text("sent_at IS NULL")),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    workflow: Mapped[str] = mapped_column(Text)
    workflow_id: Mapped[str] = mapped_column(Text)
    signal: Mapped[str] = mapped_column(Text)
    start: Mapped[dict[str, Any] | None]
    message: Mapped[dict[str, Any]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    error: Mapped[str | None] = mapped_column(Text)


def tell(
    session: Session,
    *,
    workflow: str,
    workflow_id: str,
    signal: str,
    message: Contract,
    start: Contract | None = None,
) -> None:
    """Write one row; the relay delivers it after the commit, at least once."""
    words = message.model_dump(mode="json")
    row = {
        "workflow": workflow,
        "workflow_id": workflow_id,
        "signal": signal,
        "start": words if start is message else start.model_dump(mode="json") if start else None,
        "message": words,
        "attempts": 0,
    }
    session.execute(insert(OutboxRow).values(row).returning(func.pg_notify(CHANNEL, "")))
