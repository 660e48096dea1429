"""What the host keeps of the booklet. Entries are never changed: the database refuses it."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Numeric, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.inflow.tables import Base
from shared.identifiers import new_id


class EntryBookRow(Base):
    """One for each placement that has enrolled, or whose booklet has a story of its own."""

    __tablename__ = "entry_book"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    seen_status: Mapped[str] = mapped_column(Text)
    void_number: Mapped[str] = mapped_column(Text, default="")
    without_booklet_since: Mapped[date | None]
    loss_told: Mapped[str] = mapped_column(Text, default="")
    new_number: Mapped[str] = mapped_column(Text, default="")
    booklet_since: Mapped[date | None]
    booklets: Mapped[int] = mapped_column(Integer, default=0)
    missing: Mapped[list[Any]] = mapped_column(default=list)
    findings: Mapped[int] = mapped_column(Integer, default=0)


class EntryRow(Base):
    """D-54, append-only (a trigger refuses update and delete). Content and place are sealed."""

    __tablename__ = "certificate_entry"
    __table_args__ = (
        UniqueConstraint("placement_id", "serial"),
        Index("uq_certificate_entry_corrects", "corrects", unique=True, postgresql_where=text("corrects IS NOT NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"))
    serial: Mapped[int] = mapped_column(Integer)
    happened_on: Mapped[date]
    kind: Mapped[str] = mapped_column(Text)
    sealed_words: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(Text)
    amount: Mapped[Decimal | None] = mapped_column(Numeric(9, 2))
    recorder: Mapped[str] = mapped_column(Text)
    recorded_on: Mapped[date]
    late: Mapped[bool]
    corrects: Mapped[UUID | None] = mapped_column(ForeignKey("certificate_entry.id"))


class EntryAnswerRow(Base):
    """Where an entry stands with the member: the entry itself does not change."""

    __tablename__ = "entry_answer"
    __table_args__ = (
        Index("ix_entry_answer_open", "placement_id", postgresql_where=text("status IN ('ENTERED', 'UNCONFIRMED')")),
    )

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("certificate_entry.id"), primary_key=True)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
    status: Mapped[str] = mapped_column(Text)
    confirmed_by: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    answered_on: Mapped[date | None]
    objection: Mapped[str] = mapped_column(Text, default="")
    review: Mapped[str] = mapped_column(Text, default="")


class RoleYearRow(Base):
    """The exemplary-role entry of a calendar year (S001-C 二2)."""

    __tablename__ = "role_year"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    since: Mapped[date]
    done: Mapped[bool]


class BookletCheckRow(Base):
    """年审, whichever side made it."""

    __tablename__ = "booklet_check"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), primary_key=True)
    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    checked_on: Mapped[date]
    by: Mapped[str] = mapped_column(Text)


class HostFindingRow(Base):
    """False entries that home has found (5.1); words are sealed."""

    __tablename__ = "host_finding"
    __table_args__ = (UniqueConstraint("placement_id", "serial"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"))
    serial: Mapped[int] = mapped_column(Integer)
    entries: Mapped[list[Any]]
    text: Mapped[str] = mapped_column(Text)
    found_on: Mapped[date]
    asked_on: Mapped[date]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    proved: Mapped[bool | None]
