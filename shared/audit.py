"""One row for every act and for every look at sealed data: who, from which post, what, when. No personal data."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Text, func
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
