"""The table of Art 31(6): one record for each time that it was reported."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.outflow.tables import Base
from shared.identifiers import new_id


class InactivityRow(Base):
    """What was reported and said is sealed; the accounts are kept to hold them apart."""

    __tablename__ = "inactivity"
    __table_args__ = (
        Index(
            "uq_inactivity_open",
            "case_id",
            unique=True,
            postgresql_where=text("status IN ('REPORTED', 'AT_COMMITTEE')"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), index=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    status: Mapped[str] = mapped_column(Text)
    policy: Mapped[str] = mapped_column(Text)
    since: Mapped[date]
    no_participation: Mapped[bool]
    no_dues: Mapped[bool]
    no_work: Mapped[bool]
    reported_on: Mapped[date]
    heard_on: Mapped[date | None]
    stage_since: Mapped[date]
    considered_account: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date | None]
    decided_by: Mapped[str] = mapped_column(Text, default="")
