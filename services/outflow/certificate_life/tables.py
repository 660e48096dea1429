"""What home keeps about the booklets of a case. Words about people are sealed."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Numeric, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from services.outflow.tables import Base
from shared.identifiers import new_id


class CertificateFileRow(Base):
    """One for each case that has left; `seen_status` and `seen_attempt` tell what the case has changed since."""

    __tablename__ = "certificate_file"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    seen_status: Mapped[str] = mapped_column(Text)
    seen_attempt: Mapped[int] = mapped_column(Integer)
    over: Mapped[bool] = mapped_column(default=False)
    replacement_since: Mapped[date | None]
    replacements_done: Mapped[int] = mapped_column(Integer, default=0)


class CertificateEndRow(Base):
    """How a booklet ended. A number once void stays void."""

    __tablename__ = "certificate_end"

    certificate_id: Mapped[UUID] = mapped_column(ForeignKey("activity_certificate.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(index=True)
    ended_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    sealed_text: Mapped[str] = mapped_column(Text, default="")


class CertificateCheckRow(Base):
    __tablename__ = "certificate_check"
    __table_args__ = (UniqueConstraint("case_id", "year"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"))
    year: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    checked_on: Mapped[date | None]
    by: Mapped[str | None] = mapped_column(Text)
    remarks: Mapped[str] = mapped_column(Text, default="")


class CertificateLossRow(Base):
    __tablename__ = "certificate_loss"
    __table_args__ = (
        Index("uq_certificate_loss_open", "case_id", unique=True, postgresql_where=text("status = 'REPORTED'")),
        Index("ix_certificate_loss_case_id", "case_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"))
    certificate_id: Mapped[UUID] = mapped_column(ForeignKey("activity_certificate.id"))
    serial: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    status_before: Mapped[str] = mapped_column(Text)
    lost_on: Mapped[date]
    reported_on: Mapped[date]
    told_by: Mapped[str] = mapped_column(Text)
    late: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    checked_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(Text, default="")


class CertificateReplacementRow(Base):
    """The new booklet until it is issued; then a row of `activity_certificate` has the same id."""

    __tablename__ = "certificate_replacement"
    __table_args__ = (
        Index(
            "uq_certificate_replacement_open",
            "case_id",
            unique=True,
            postgresql_where=text("status NOT IN ('ISSUED', 'CANCELLED')"),
        ),
        Index("ix_certificate_replacement_case_id", "case_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"))
    old_certificate_id: Mapped[UUID] = mapped_column(ForeignKey("activity_certificate.id"))
    serial: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    photo_attached: Mapped[bool]
    requested_on: Mapped[date]
    since: Mapped[date]
    number: Mapped[str | None] = mapped_column(Text, unique=True)
    numbered_on: Mapped[date | None]
    sealed_on: Mapped[date | None]
    issued_on: Mapped[date | None]


class HostPageRow(Base):
    """7.1: the page of each host. `contact` is sealed."""

    __tablename__ = "certificate_host_page"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), primary_key=True)
    attempt: Mapped[int] = mapped_column(Integer, primary_key=True)
    host_committee: Mapped[str] = mapped_column(Text)
    host_region: Mapped[str] = mapped_column(Text)
    host_branch_name: Mapped[str] = mapped_column(Text)
    came_in_on: Mapped[date]
    contact: Mapped[str] = mapped_column(Text)
    left_on: Mapped[date | None]


class ToldEntryRow(Base):
    """An entry as the host told it last; the host's own row is the original. Content and place are sealed."""

    __tablename__ = "told_entry"
    __table_args__ = (Index("ix_told_entry_case_id", "case_id", "attempt", "serial"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"))
    attempt: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    happened_on: Mapped[date]
    kind: Mapped[str] = mapped_column(Text)
    sealed_words: Mapped[str] = mapped_column(Text)
    month: Mapped[str] = mapped_column(Text)
    amount: Mapped[Decimal | None] = mapped_column(Numeric(9, 2))
    recorder: Mapped[str] = mapped_column(Text)
    recorded_on: Mapped[date]
    late: Mapped[bool]
    corrects: Mapped[UUID | None]
    status: Mapped[str] = mapped_column(Text)
    confirmed_by: Mapped[str] = mapped_column(Text)
    answered_on: Mapped[date | None]


class HomeDuesRow(Base):
    """Dues paid at home: one payment for a month."""

    __tablename__ = "home_dues"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), primary_key=True)
    month: Mapped[str] = mapped_column(Text, primary_key=True)
    amount: Mapped[Decimal] = mapped_column(Numeric(9, 2))
    paid_on: Mapped[date]
    recorder: Mapped[str] = mapped_column(Text)


class ArrearsRow(Base):
    """Dues were not entered after `paid_to`: an alert of one level, until it is settled. Words are sealed."""

    __tablename__ = "dues_arrears"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), primary_key=True)
    paid_to: Mapped[str] = mapped_column(Text, primary_key=True)
    level: Mapped[str] = mapped_column(Text, primary_key=True)
    since: Mapped[date]
    settled_on: Mapped[date | None]
    good_reason: Mapped[bool | None]
    sealed_text: Mapped[str] = mapped_column(Text, default="")


class CertificateInspectionRow(Base):
    """Of a booklet that the home branch inspected on return, and where it went."""

    __tablename__ = "certificate_inspection"

    certificate_id: Mapped[UUID] = mapped_column(ForeignKey("activity_certificate.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), index=True)
    inspected_on: Mapped[date]
    entries_in_order: Mapped[bool]
    put_away_on: Mapped[date | None]
    kept: Mapped[bool | None]
    remarks: Mapped[str] = mapped_column(Text, default="")


class FalseEntriesRow(Base):
    """A finding about entries (W-17, W-18): the home committee settles it."""

    __tablename__ = "false_entries"
    __table_args__ = (UniqueConstraint("case_id", "serial"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"))
    attempt: Mapped[int] = mapped_column(Integer)
    serial: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    entries: Mapped[list[Any]]
    found_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text, default="")
    admitted: Mapped[bool | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    proved: Mapped[bool | None]
    settled_on: Mapped[date | None]
