"""`incident`: open at most once for what it is about. `incident_remedy`: orders with their reasons, append-only but
for their outcome. Real time throughout: a stuck process is a matter of machines."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.tables import Base
from shared.database import LTree
from shared.identifiers import new_id


class IncidentRow(Base):
    __tablename__ = "incident"
    __table_args__ = (
        Index("uq_incident_open", "kind", "key", unique=True, postgresql_where=text("over_at IS NULL")),
        Index("ix_incident_owner_path", "owner_path", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    observer: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    cause: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int] = mapped_column(Integer)
    since: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    over_at: Mapped[datetime | None]
    service: Mapped[str] = mapped_column(Text)
    workflow_id: Mapped[str] = mapped_column(Text)
    case_id: Mapped[UUID | None]
    owner: Mapped[str | None] = mapped_column(Text)
    owner_path: Mapped[str] = mapped_column(LTree())
    """Empty where the organisation is not known: no subtree holds it then."""


class RemedyRow(Base):
    __tablename__ = "incident_remedy"
    __table_args__ = (
        # One order at a time: the second who presses the button is told who was first.
        Index(
            "uq_incident_remedy_ordered", "incident_id", unique=True, postgresql_where=text("carried_out_at IS NULL")
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    incident_id: Mapped[UUID] = mapped_column(ForeignKey("incident.id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    sealed_reason: Mapped[str] = mapped_column(Text)
    ordered_by: Mapped[str] = mapped_column(Text)
    ordered_by_name: Mapped[str] = mapped_column(Text)
    ordered_at: Mapped[datetime]
    carried_out_at: Mapped[datetime | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
