"""One row for each committee's copy: `attempt` 1 leads, 2 supports."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.tables import Base
from shared.database import LTree
from shared.identifiers import new_id


class MobileOrgRow(Base):
    __tablename__ = "mobile_org"
    __table_args__ = (
        UniqueConstraint("mobile_org_id", "attempt"),
        Index("ix_mobile_org_own_path", "own_path", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    mobile_org_id: Mapped[UUID]
    attempt: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=0)
    status: Mapped[str] = mapped_column(Text)
    own: Mapped[str] = mapped_column(Text)
    own_path: Mapped[str] = mapped_column(LTree())
    partner: Mapped[str] = mapped_column(Text)
    partner_name: Mapped[str] = mapped_column(Text)
    partner_region: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    full_members: Mapped[int] = mapped_column(Integer)
    probationary_members: Mapped[int] = mapped_column(Integer)
    joined_with: Mapped[list[Any]] = mapped_column(default=list)
    place: Mapped[str] = mapped_column(Text)
    supports: Mapped[bool | None]
    premises: Mapped[str] = mapped_column(Text, default="")
    organisation: Mapped[str | None] = mapped_column(Text)
    proposed_on: Mapped[date]
    consulted_on: Mapped[date | None]
    approved_on: Mapped[date | None]
    active_on: Mapped[date | None]
    ended_on: Mapped[date | None]
