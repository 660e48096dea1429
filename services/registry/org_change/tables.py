"""Organisation changes with their mapping."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.tables import Base
from shared.database import LTree
from shared.identifiers import new_id


class OrgChangeRow(Base):
    __tablename__ = "org_change"
    __table_args__ = (Index("ix_org_change_decided_by_path", "decided_by_path", postgresql_using="gist"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version: Mapped[int] = mapped_column(Integer, default=0)
    kind: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(Text)
    decided_by_path: Mapped[str] = mapped_column(LTree())
    role: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]
    effective_on: Mapped[date]
    effective_since: Mapped[date | None]
    document: Mapped[str] = mapped_column(Text)
    sealed_text: Mapped[str] = mapped_column(Text, default="")
    predecessors: Mapped[list[Any]]
    successors: Mapped[list[Any]]
    main: Mapped[dict[str, Any]] = mapped_column(default=dict)
    organisations: Mapped[dict[str, Any]] = mapped_column(default=dict)
    cases: Mapped[dict[str, Any]] = mapped_column(default=dict)
    posts: Mapped[str] = mapped_column(Text, default="MOVE")
    moves_wanted: Mapped[int] = mapped_column(Integer, default=0)
    moves_done: Mapped[int] = mapped_column(Integer, default=0)
    moved: Mapped[dict[str, Any]] = mapped_column(default=dict)
    remaining: Mapped[dict[str, Any]] = mapped_column(default=dict)
    verified_on: Mapped[date | None]
