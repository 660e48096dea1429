"""Columns of a correction; each service hangs them on its own table. Values are sealed."""

from datetime import date
from uuid import UUID

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.identifiers import new_id


class CorrectionColumns:
    """`owner` decides; `reported_side` may be the other. The same id stands on both sides."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID]
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
