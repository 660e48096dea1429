"""Numbers that other operators' registries have told us are void."""

from datetime import date

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.tables import Base


class ForeignVoidRow(Base):
    """Another region's number: we know nothing of it but that it is void."""

    __tablename__ = "foreign_void_number"

    number: Mapped[str] = mapped_column(Text, primary_key=True)
    region: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    voided_on: Mapped[date]
