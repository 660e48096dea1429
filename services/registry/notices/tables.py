"""`notice`: told once by its key, and of one task at most so many times. Addresses are sealed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.tables import Base
from shared.identifiers import new_id


class NoticeChannelRow(Base):
    __tablename__ = "notice_channel"
    __table_args__ = (UniqueConstraint("account_id", "kind"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[str] = mapped_column(Text)
    sealed_address: Mapped[str] = mapped_column(Text)
    added_at: Mapped[datetime]
    failing_since: Mapped[datetime | None]


class NoticeRow(Base):
    """`nth`: of the notices that this person has had of this task. Real time, but for the day."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("account_id", "key"),
        UniqueConstraint("account_id", "task_id", "nth"),
        Index("ix_notice_account_id_id", "account_id", "id"),
        Index("ix_notice_at", "at"),
        Index("ix_notice_task_id", "task_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    key: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    service: Mapped[str] = mapped_column(Text, default="")
    task_id: Mapped[UUID | None]
    nth: Mapped[int | None] = mapped_column(Integer)
    day: Mapped[date]
    at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class NoticeSendingRow(Base):
    """Attempts to send a notice on a channel; without `over_at` it is tried again."""

    __tablename__ = "notice_sending"

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("notice_channel.id", ondelete="CASCADE"), primary_key=True)
    attempts: Mapped[int] = mapped_column(Integer)
    over_at: Mapped[datetime | None]
    arrived: Mapped[bool]
