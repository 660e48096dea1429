"""One row for every act and for every look at sealed data: who, from which post, what, when. No personal data."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Row, Select, Text, func
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.database import KernelBase
from shared.posts import Actor, Post


class AuditRow(KernelBase):
    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    act: Mapped[str] = mapped_column(Text)
    account: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text)
    object_id: Mapped[UUID | None] = mapped_column(index=True)
    outcome: Mapped[str] = mapped_column(Text, default="done")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    business_at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


def record(
    session: Session,
    act: str,
    actor: Actor,
    *,
    post: Post | None = None,
    object_id: UUID | None = None,
    business_at: datetime,
    outcome: str = "done",
    details: dict[str, Any] | None = None,
) -> None:
    session.add(
        AuditRow(
            act=act,
            account=actor.account,
            role=post.role if post else "",
            organisation=post.organisation if post else "",
            object_id=object_id,
            outcome=outcome,
            details=_standing_in(post) | (details or {}),
            business_at=business_at,
        )
    )


def _standing_in(post: Post | None) -> dict[str, Any]:
    absent = post.stands_in_for if post else None
    return {"stands_in_for": absent.account} if absent else {}


def newest_first(
    session: Session, query: Select[AuditRow, str], *, limit: int, after: int | None
) -> tuple[Sequence[Row[AuditRow, str]], int | None]:
    """One page of rows with the names of their organisations, and the mark of the next; None: there is none."""
    older = query.where(AuditRow.id < after) if after else query
    rows = session.execute(older.order_by(AuditRow.id.desc()).limit(limit + 1)).all()
    shown = rows[:limit]
    return shown, shown[-1][0].id if len(rows) > limit else None
