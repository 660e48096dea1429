"""The append-only story of a case: who did what, from which post, when, and where the case stood after it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, Text, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from shared.act import Act
from shared.audit import record
from shared.business_clock import SHANGHAI
from shared.case_event import CaseEvent as CaseEvent
from shared.database import KernelBase
from shared.errors import StepAlreadyTaken
from shared.posts import Post


class CaseEventRow(KernelBase):
    __tablename__ = "case_event"
    __table_args__ = (Index("ix_case_event_case_id_id", "case_id", "id"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[UUID]
    act: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    sealed_note: Mapped[str] = mapped_column(Text, server_default="")
    at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.now())


def append(
    act: Act, verb: str, case_id: UUID, status: str, *, post: Post | None = None, words: str = "", **details: Any
) -> None:
    """Write the step and its audit row. `words` is free text, which is sealed; `details` hold codes and dates."""
    act.session.add(
        CaseEventRow(
            case_id=case_id,
            act=verb,
            status=status,
            by=act.actor.name_in(post),
            role=post.role if post else "",
            organisation=post.organisation if post else "",
            details=details,
            sealed_note=act.seal_text(words),
            at=act.at,
        )
    )
    record(act.session, verb, act.actor, post=post, object_id=case_id, business_at=act.at)


def events_of(act: Act, case_id: UUID) -> list[CaseEvent]:
    rows = act.session.scalars(select(CaseEventRow).where(CaseEventRow.case_id == case_id).order_by(CaseEventRow.id))
    plain = CaseEvent.model_fields.keys() - {"note"}
    return [
        CaseEvent.model_validate(
            {name: getattr(row, name) for name in plain} | {"note": act.open_text(row.sealed_note)}
        )
        for row in rows
    ]


def who_was_first(session: Session, case_id: UUID, verbs: set[str] | None, sentence: str) -> StepAlreadyTaken:
    """The 409 that names who took the step (the newest of `verbs`, or of any), from where, and when."""
    query = select(CaseEventRow).where(CaseEventRow.case_id == case_id)
    if verbs is not None:
        query = query.where(CaseEventRow.act.in_(verbs))
    first = session.scalars(query.order_by(CaseEventRow.id.desc()).limit(1)).one_or_none()
    if first is None:
        return StepAlreadyTaken(sentence)
    moment = f"{first.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return StepAlreadyTaken(
        f"{sentence}：{first.by}（{first.organisation or '系统'}）已于 {moment} 办理。",
        act=first.act,
        by=first.by,
        organisation=first.organisation,
        at=first.at.isoformat(),
        status=first.status,
    )
