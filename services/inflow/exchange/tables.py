"""Tables of the exchange at the host. What people wrote and where he lives is sealed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Integer, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.inflow.tables import Base
from shared.help_requests.columns import HelpRequestColumns
from shared.identifiers import new_id

OF_PLACEMENT = "placement.id"


class ExchangeRow(Base):
    """W-05 of one placement; `branch` and `committee` are those its workflows know (W-16), `contact` the sealed contact
    data as last reported (D-152)."""

    __tablename__ = "exchange"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey(OF_PLACEMENT), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    began_on: Mapped[date]
    paused: Mapped[bool] = mapped_column(default=False)
    rests: Mapped[int] = mapped_column(Integer, default=0)
    resumed_on: Mapped[date | None]
    over: Mapped[bool] = mapped_column(default=False, index=True)
    branch: Mapped[str] = mapped_column(Text)
    committee: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text, default="")


class FeedbackRow(Base):
    __tablename__ = "feedback"
    __table_args__ = (
        UniqueConstraint("placement_id", "quarter"),
        Index("ix_feedback_missing", "placement_id", postgresql_where=text("overdue AND sent_on IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey(OF_PLACEMENT))
    quarter: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    overdue: Mapped[bool] = mapped_column(default=False)
    opened_on: Mapped[date]
    topics: Mapped[str] = mapped_column(Text, default="")
    sent_on: Mapped[date | None]
    question: Mapped[str] = mapped_column(Text, default="")
    questioned_on: Mapped[date | None]
    questions: Mapped[int] = mapped_column(Integer, default=0)
    answer: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]


class ChangeRow(Base):
    """D-57 and D-152. `told_on`: parent and home told; of a change that home reported, the day it came."""

    __tablename__ = "change_notice"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey(OF_PLACEMENT), index=True)
    from_home: Mapped[bool]
    kind: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date]
    learned_on: Mapped[date]
    told_by_member: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    told_on: Mapped[date | None]
    seen_by_parent_on: Mapped[date | None]
    acknowledged_on: Mapped[date | None]


class SummonsReceivedRow(Base):
    __tablename__ = "summons_received"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey(OF_PLACEMENT), index=True)
    kind: Mapped[str] = mapped_column(Text)
    event_on: Mapped[date]
    place: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    status: Mapped[str] = mapped_column(Text)
    comes: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class HomeNoticeRow(Base):
    __tablename__ = "home_notice"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey(OF_PLACEMENT), index=True)
    sent_on: Mapped[date]
    topics: Mapped[str] = mapped_column(Text)


class CareRow(Base):
    """Append-only: nothing here is ever changed (D-53, D-55, D-56)."""

    __tablename__ = "care_entry"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey(OF_PLACEMENT), index=True)
    kind: Mapped[str] = mapped_column(Text)
    on: Mapped[date]
    channel: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    answers: Mapped[int | None] = mapped_column(ForeignKey("care_entry.id"))
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class HelpRequestRow(HelpRequestColumns, Base):
    __tablename__ = "help_request"
