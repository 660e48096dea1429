"""One row for each side's copy: both may stand in one registry, or each in its own."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Sequence, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.tables import Base
from shared.database import LTree
from shared.identifiers import new_id

agreement_serial = Sequence("agreement_serial", metadata=Base.metadata)


class AgreementRow(Base):
    """`attempt` is the stream of letters that this side writes: 1 for the one that offered first, 2 for the other.

    `former`: codes under which this party was known before an organisation change.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("agreement_id", "attempt"),
        Index("ix_agreement_own_path", "own_path", postgresql_using="gist"),
        Index("ix_agreement_own", "own"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID]
    attempt: Mapped[int] = mapped_column(Integer)
    number: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=0)
    level: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    own: Mapped[str] = mapped_column(Text)
    own_path: Mapped[str] = mapped_column(LTree())
    own_is_home: Mapped[bool]
    former: Mapped[list[Any]] = mapped_column(default=list)
    partner: Mapped[str] = mapped_column(Text)
    partner_name: Mapped[str] = mapped_column(Text)
    partner_region: Mapped[str] = mapped_column(Text)
    parties: Mapped[dict[str, Any]]
    sealed_terms: Mapped[str] = mapped_column(Text)
    round: Mapped[int] = mapped_column(Integer, default=1)
    our_text: Mapped[bool]
    answer_since: Mapped[date | None]
    countersign_since: Mapped[date | None]
    signed_by_us_on: Mapped[date | None]
    signed_by_partner_on: Mapped[date | None]
    sealed_signatory: Mapped[str] = mapped_column(Text, default="")
    sealed_partner_signatory: Mapped[str] = mapped_column(Text, default="")
    begins_on: Mapped[date]
    last_day: Mapped[date]
    renewal_from: Mapped[date]
    renewal_asked: Mapped[bool] = mapped_column(default=False)
    renewal_open: Mapped[bool] = mapped_column(default=False)
    renews: Mapped[UUID | None]
    renewed_by: Mapped[UUID | None]
    notice_by: Mapped[str | None] = mapped_column(Text)
    ended_on: Mapped[date | None]
    sealed_reason: Mapped[str] = mapped_column(Text, default="")
    next_period: Mapped[str | None] = mapped_column(Text)


class ConsultationRow(Base):
    __tablename__ = "agreement_consultation"
    __table_args__ = (UniqueConstraint("copy_id", "period"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    copy_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    period: Mapped[str] = mapped_column(Text)
    opened_on: Mapped[date]
    held_on: Mapped[date | None]
    sealed_minutes: Mapped[str] = mapped_column(Text, default="")
    recorded_by_partner: Mapped[bool] = mapped_column(default=False)
