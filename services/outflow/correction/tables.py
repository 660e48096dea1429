"""The table of W-17 at home: values sealed."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.outflow.tables import Base
from shared.corrections.columns import CorrectionColumns


class CorrectionRow(CorrectionColumns, Base):
    __tablename__ = "correction"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), index=True)
