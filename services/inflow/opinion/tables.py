"""Tables of the host's opinion. What was written about the person is sealed; a sent opinion never changes."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.inflow.tables import Base
from shared.identifiers import new_id


class OpinionWatchRow(Base):
    """One for each placement of a probationary member. `round` changes with the end of probation."""

    __tablename__ = "opinion_watch"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    status: Mapped[str] = mapped_column(Text, index=True)
    round: Mapped[int] = mapped_column(Integer, default=1)
    probation_start: Mapped[date | None]
    probation_end: Mapped[date | None]
    requested_on: Mapped[date | None]
    request_text: Mapped[str] = mapped_column(Text, default="")
    draft: Mapped[str] = mapped_column(Text, default="")
    left_on: Mapped[date | None]


class FiledOpinionRow(Base):
    """As it was sent. The database refuses every change; a new one supersedes it."""

    __tablename__ = "filed_opinion"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
    supersedes: Mapped[UUID | None] = mapped_column(ForeignKey("filed_opinion.id"), unique=True)
    dated_on: Mapped[date]
    sealed: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime]


class ObservationRow(Base):
    """D-56."""

    __tablename__ = "probation_observation"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
    observed_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
