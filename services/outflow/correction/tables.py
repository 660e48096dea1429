"""The table of W-17 at home: values sealed."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.outflow.tables import Base
from shared.identifiers import new_id


class CorrectionRow(Base):
    """`owner` decides; `reported_by_side` may be the other. The same id stands on both sides."""

    __tablename__ = "correction"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), index=True)
    attempt: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=0)
    field: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text, index=True)
    reported_side: Mapped[str] = mapped_column(Text)
    reported_by: Mapped[str] = mapped_column(Text)
    reported_account: Mapped[str] = mapped_column(Text)
    reported_on: Mapped[date]
    sealed_before: Mapped[str] = mapped_column(Text)
    sealed_value: Mapped[str] = mapped_column(Text)
    sealed_reason: Mapped[str] = mapped_column(Text)
    sealed_evidence: Mapped[str] = mapped_column(Text, default="")
    evidence_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date | None]
    sealed_answer: Mapped[str] = mapped_column(Text, default="")
