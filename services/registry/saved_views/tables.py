"""Saved views. A name may speak of people and is sealed; its blind index keeps it unique with its owner."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.tables import Base
from shared.identifiers import new_id


class SavedViewRow(Base):
    """Of one person, or of an organisation whose people all see it."""

    __tablename__ = "saved_view"
    __table_args__ = (
        Index("uq_saved_view_own", "author", "name_index", unique=True, postgresql_where=text("shared_with IS NULL")),
        Index(
            "uq_saved_view_shared",
            "shared_with",
            "name_index",
            unique=True,
            postgresql_where=text("shared_with IS NOT NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    author: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text)
    shared_with: Mapped[str | None] = mapped_column(Text)
    list: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    name_index: Mapped[str] = mapped_column(Text)
    filters: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
