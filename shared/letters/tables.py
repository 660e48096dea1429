"""Letters written and letters received; bodies are sealed because they name the person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Integer, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import KernelBase


class LetterSentRow(KernelBase):
    __tablename__ = "letter_sent"
    __table_args__ = (
        UniqueConstraint("case_id", "attempt", "number"),
        Index("ix_letter_sent_undelivered", "case_id", postgresql_where=text("delivered_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    attempt: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)
    type: Mapped[str] = mapped_column(Text)
    channel: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(Text)
    sealed: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(Text)


class LetterReceivedRow(KernelBase):
    __tablename__ = "letter_received"
    __table_args__ = (UniqueConstraint("case_id", "attempt", "sender_region", "number"),)

    sender_region: Mapped[str] = mapped_column(Text, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    attempt: Mapped[int] = mapped_column(Integer)
    number: Mapped[int] = mapped_column(Integer)
    type: Mapped[str] = mapped_column(Text)
    sender: Mapped[str] = mapped_column(Text)
    sealed: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]
