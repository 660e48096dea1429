"""The table of old certificates: one for each that came with old data."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.outflow.tables import Base


class OldCertificateRow(Base):
    """`number`: what the roster, or the committee after it, says stands on the booklet."""

    __tablename__ = "old_certificate"

    certificate_id: Mapped[UUID] = mapped_column(ForeignKey("activity_certificate.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), unique=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    status: Mapped[str] = mapped_column(Text, index=True)
    number: Mapped[str] = mapped_column(Text)
    issued_on: Mapped[date]
    imported_on: Mapped[date]
    conflicts: Mapped[int] = mapped_column(Integer, default=0)
    conflict_since: Mapped[date | None]
