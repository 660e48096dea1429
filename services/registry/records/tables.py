"""Records of organisations; free text may speak of people and is sealed."""

from datetime import date
from uuid import UUID

from sqlalchemy import Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.tables import Base
from shared.database import LTree
from shared.identifiers import new_id


class OrgRecordRow(Base):
    __tablename__ = "org_record"
    __table_args__ = (Index("ix_org_record_own_path", "own_path", postgresql_using="gist"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(Text)
    own: Mapped[str] = mapped_column(Text)
    own_path: Mapped[str] = mapped_column(LTree())
    kept_on: Mapped[date]
    title: Mapped[str] = mapped_column(Text)
    planned: Mapped[int | None] = mapped_column(Integer)
    partner: Mapped[str | None] = mapped_column(Text)
    partner_name: Mapped[str] = mapped_column(Text)
    sealed_text: Mapped[str] = mapped_column(Text)
    concluded_on: Mapped[date | None]
    result: Mapped[int | None] = mapped_column(Integer)
    sealed_conclusion: Mapped[str] = mapped_column(Text, default="")
