"""Measures taken upon findings; the findings themselves stand in `services.inflow.tables`."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.inflow.tables import Base
from shared.identifiers import new_id


class FindingMeasureRow(Base):
    __tablename__ = "finding_measure"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    finding_id: Mapped[UUID] = mapped_column(ForeignKey("finding.id"), index=True)
    measure: Mapped[str] = mapped_column(Text)
    sealed_text: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    decided_by: Mapped[str] = mapped_column(Text)
