"""The table of rows that have come in: which placement each has changed."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.inflow.tables import Base
from shared.rosters.columns import ImportedChangeColumns


class ImportedChangeRow(ImportedChangeColumns, Base):
    __tablename__ = "imported_change"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), index=True)
