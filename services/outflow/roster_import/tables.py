"""The table of rows that have come in: which case each has opened or changed."""

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from services.outflow.tables import Base
from shared.rosters.columns import ImportedChangeColumns


class ImportedChangeRow(ImportedChangeColumns, Base):
    __tablename__ = "imported_change"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), index=True)
