"""Tables of W-07. What people wrote is sealed; nothing is deleted."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.outflow.tables import Base
from shared.identifiers import new_id

OPEN_ONLY = text("status IN ('SUSPECTED', 'SEARCHING', 'FOUND', 'CORRECTING', 'CONFIRMED', 'SUSPENDED')")


class LostContactRow(Base):
    """One loss of one case, from the suspicion to its end. `origin`: SILENCE, DEAD_CHANNEL."""

    __tablename__ = "lost_contact"
    __table_args__ = (Index("uq_lost_contact_open", "case_id", unique=True, postgresql_where=OPEN_ONLY),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), index=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    status: Mapped[str] = mapped_column(Text)
    origin: Mapped[str] = mapped_column(Text)
    policy: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    last_proof_on: Mapped[date]
    confirm_on: Mapped[date]
    confirm_since: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    settled_abroad: Mapped[bool] = mapped_column(default=False)
    found_on: Mapped[date | None]
    finding: Mapped[str | None] = mapped_column(Text)
    correct_by: Mapped[date | None]
    correction_since: Mapped[date | None]
    suspended_on: Mapped[date | None]
    lapse_on: Mapped[date | None]
    lapse_since: Mapped[date | None]
    applied_on: Mapped[date | None]
    measure_since: Mapped[date | None]
    stage: Mapped[str | None] = mapped_column(Text)
    stage_since: Mapped[date | None]
    meetings: Mapped[int] = mapped_column(Integer, default=0)


class SearchRow(Base):
    __tablename__ = "lost_contact_search"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    process_id: Mapped[UUID] = mapped_column(ForeignKey("lost_contact.id"), index=True)
    method: Mapped[str] = mapped_column(Text)
    searched_on: Mapped[date]
    found: Mapped[bool]
    sealed_text: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class MeasureRow(Base):
    """One resolution of the branch meeting with what became of it; the accounts are kept to hold them apart."""

    __tablename__ = "lost_contact_measure"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    process_id: Mapped[UUID] = mapped_column(ForeignKey("lost_contact.id"), index=True)
    measure: Mapped[str] = mapped_column(Text)
    held_on: Mapped[date]
    entitled: Mapped[int] = mapped_column(Integer)
    present: Mapped[int] = mapped_column(Integer)
    in_favour: Mapped[int] = mapped_column(Integer)
    passed: Mapped[bool]
    resolved_by: Mapped[str] = mapped_column(Text)
    resolved_account: Mapped[str] = mapped_column(Text)
    approved: Mapped[bool | None]
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(Text, default="")
    filed_on: Mapped[date | None]
    filing_number: Mapped[str] = mapped_column(Text, default="")
    withdrawn: Mapped[bool] = mapped_column(default=False)


class FamilyContactRow(Base):
    """As the member himself gave it; sealed (rulebook 7, H)."""

    __tablename__ = "family_contact"

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"), primary_key=True)
    sealed: Mapped[str] = mapped_column(Text)
    agreed_on: Mapped[date]


class DeadChannelRow(Base):
    __tablename__ = "dead_channel"
    __table_args__ = (Index("uq_dead_channel_case", "case_id", "channel", unique=True),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"))
    channel: Mapped[str] = mapped_column(Text)
    noticed_on: Mapped[date]
