"""Columns of the survey's tables in a service's own database; each service names its tables itself."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import LTree
from shared.identifiers import new_id


class ReturnColumns:
    """What one branch or committee owes to one campaign. `committee` is who checks it. `round` counts how often it was
    asked for: one more each time that it was sent back, `sent_back` is why (sealed)."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    campaign_id: Mapped[UUID]
    organisation: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(LTree())
    committee: Mapped[str] = mapped_column(Text)
    level: Mapped[str] = mapped_column(Text)
    department: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    freeze_on: Mapped[date]
    status: Mapped[str] = mapped_column(Text)
    since: Mapped[date | None]
    version: Mapped[int] = mapped_column(Integer, default=0)
    round: Mapped[int] = mapped_column(Integer, default=1)
    sent_back: Mapped[str] = mapped_column(Text, default="")
    returned_at: Mapped[datetime | None]
    checked_on: Mapped[date | None]
    text: Mapped[str] = mapped_column(Text, default="")


class VersionColumns:
    """A return as it was given. Never changed: the database refuses it. `said` is sealed: lines as they stood."""

    return_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    round: Mapped[int] = mapped_column(Integer)
    given_at: Mapped[datetime]
    given_by: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text)


class LineColumns:
    """What a branch said of one member. `found` is sealed: the person whom the records do not know."""

    campaign_id: Mapped[UUID] = mapped_column(primary_key=True)
    subject: Mapped[UUID] = mapped_column(primary_key=True)
    branch: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(LTree())
    committee: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    registered: Mapped[str | None] = mapped_column(Text)
    confirmed: Mapped[str] = mapped_column(Text)
    region: Mapped[str] = mapped_column(Text, default="")
    found: Mapped[str | None] = mapped_column(Text)
    said_at: Mapped[datetime]
