"""`partner_urge`: 催办函 sent and received, one a day for each case, attempt and matter."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import KernelBase, LTree
from shared.identifiers import new_id


class PartnerUrgeRow(KernelBase):
    """`path`: of our own organisation in the case, whose line of tasks a received one stands beside."""

    __tablename__ = "partner_urge"
    __table_args__ = (UniqueConstraint("case_id", "attempt", "matter", "direction", "on"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID]
    attempt: Mapped[int] = mapped_column(Integer)
    matter: Mapped[str] = mapped_column(Text)
    direction: Mapped[str] = mapped_column(Text)
    on: Mapped[date]
    path: Mapped[str] = mapped_column(LTree())
    organisation_name: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text, default="")
    sealed_text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
