"""The table of W-17 at the host: values sealed."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.inflow.tables import Base
from shared.corrections.columns import CorrectionColumns


class CorrectionRow(CorrectionColumns, Base):
    __tablename__ = "correction"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
