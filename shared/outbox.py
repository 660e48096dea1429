"""What the workflows must learn, written in the same transaction as the fact.

Every row is a signal for one workflow. With `start`, the search attributes, the relay starts the workflow with the
message if it does not run yet. Messages are snapshots with a version, so repeats and disorder are harmless.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, Integer, Text, func, insert, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.contract import Contract
from shared.database import KernelBase
from shared.followed import Followed, found_by

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
    start: Mapping[str, str] | None = None,
) -> None:
    """Write one row; the relay delivers it after the commit, at least once."""
    words = message.model_dump(mode="json")
    _write(session, [_row(workflow, workflow_id, signal, words, start)])


def follow(session: Session, workflow: str, *states: Followed) -> None:
    """Give each state's workflow the newest snapshot, and start those that do not run yet."""
    rows = [_row(workflow, one.workflow_id, "follow", one.model_dump(mode="json"), found_by(one)) for one in states]
    if rows:
        _write(session, rows)


def _row(
    workflow: str, workflow_id: str, signal: str, words: dict[str, Any], start: Mapping[str, str] | None
) -> dict[str, Any]:
    return {
        "workflow": workflow,
        "workflow_id": workflow_id,
        "signal": signal,
        "start": start,
        "message": words,
        "attempts": 0,
    }


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    session.execute(insert(OutboxRow).values(rows).returning(func.pg_notify(CHANNEL, "")))
