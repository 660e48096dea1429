"""Tables of the survey at the department. No row names a person: members stand under an index of one exchange."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.registry.tables import Base
from shared.database import LTree
from shared.identifiers import new_id


class CampaignRow(Base):
    """`planned_on` is empty while the calendar alone says that a survey is due this year: nobody has planned it yet."""

    __tablename__ = "survey_campaign"
    __table_args__ = (
        UniqueConstraint("department", "year"),
        Index("ix_survey_campaign_path", "path", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    department: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(LTree())
    region: Mapped[str] = mapped_column(Text)
    year: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=0)
    asked: Mapped[bool] = mapped_column(default=False)
    ended: Mapped[bool] = mapped_column(default=False)
    planned_on: Mapped[date | None]
    freeze_on: Mapped[date | None]
    opened_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    going_on_without: Mapped[str] = mapped_column(Text, default="")
    analysis: Mapped[str] = mapped_column(Text, default="")
    measures: Mapped[str] = mapped_column(Text, default="")
    spread: Mapped[dict[str, Any]] = mapped_column(default=dict)
    distribution: Mapped[dict[str, Any]] = mapped_column(default=dict)
    gathered_at: Mapped[datetime | None]


class TallyRow(Base):
    """One committee's numbers of one side; the newest stands."""

    __tablename__ = "survey_tally"

    campaign_id: Mapped[UUID] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True)
    committee: Mapped[str] = mapped_column(Text, primary_key=True)
    tally: Mapped[dict[str, Any]]


class ExchangeRow(Base):
    """A party's view of one comparison. Side 1 is the campaign's department, side 2 the other region; both may
    live in this database. The private half of the key is sealed, and gone when the campaign closes."""

    __tablename__ = "survey_exchange"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    side: Mapped[int] = mapped_column(Integer, primary_key=True)
    campaign_id: Mapped[UUID | None] = mapped_column(index=True)
    year: Mapped[int] = mapped_column(Integer)
    freeze_on: Mapped[date]
    department: Mapped[str] = mapped_column(Text)
    department_name: Mapped[str] = mapped_column(Text)
    department_path: Mapped[str] = mapped_column(LTree())
    department_region: Mapped[str] = mapped_column(Text)
    region: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(LTree())
    status: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=0)
    since: Mapped[date]
    private_half: Mapped[str] = mapped_column(Text, default="")
    their_half: Mapped[str] = mapped_column(Text, default="")
    gathered: Mapped[bool] = mapped_column(default=False)
    chunks_due: Mapped[dict[str, Any]] = mapped_column(default=dict)
    matched: Mapped[int] = mapped_column(Integer, default=0)


class ListRow(Base):
    """A row of a list, ours or theirs, until the campaign closes."""

    __tablename__ = "survey_list_row"
    __table_args__ = (
        Index("ix_survey_list_row_list", "exchange_id", "side", "ours", "role"),
        Index("ix_survey_list_row_index", "exchange_id", "side", "index"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    exchange_id: Mapped[UUID]
    side: Mapped[int] = mapped_column(Integer)
    ours: Mapped[bool]
    role: Mapped[str] = mapped_column(Text)
    index: Mapped[str] = mapped_column(Text)
    certificate: Mapped[str] = mapped_column(Text)
    standing: Mapped[str] = mapped_column(Text)
    committee: Mapped[str] = mapped_column(Text)
    branch: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    region: Mapped[str] = mapped_column(Text)
    case_id: Mapped[UUID | None]
    path: Mapped[str | None] = mapped_column(Text)


class DifferenceRow(Base):
    """One half of a pair: what this side has to do about it."""

    __tablename__ = "survey_difference"
    __table_args__ = (
        Index("ix_survey_difference_exchange", "exchange_id", "side", "status"),
        Index("ix_survey_difference_holder_path", "holder_path", postgresql_using="gist"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    side: Mapped[int] = mapped_column(Integer, primary_key=True)
    exchange_id: Mapped[UUID]
    role: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    fields: Mapped[list[Any]]
    ours: Mapped[dict[str, Any] | None]
    theirs: Mapped[dict[str, Any] | None]
    case_id: Mapped[UUID | None]
    region: Mapped[str] = mapped_column(Text)
    holder: Mapped[str] = mapped_column(Text)
    holder_path: Mapped[str] = mapped_column(LTree())
    status: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer, default=0)
    process: Mapped[str | None] = mapped_column(Text)
    case_number: Mapped[str] = mapped_column(Text, default="")
    text: Mapped[str] = mapped_column(Text, default="")
    found_on: Mapped[date]
    handled_on: Mapped[date | None]
    handled_there: Mapped[str | None] = mapped_column(Text)


class ViewsRow(Base):
    """D-60: information and views exchanged between departments; what was said is sealed."""

    __tablename__ = "views_exchange"
    __table_args__ = (Index("ix_views_exchange_path", "path", postgresql_using="gist"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    department: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(LTree())
    partner: Mapped[str] = mapped_column(Text)
    partner_region: Mapped[str] = mapped_column(Text)
    held_on: Mapped[date]
    groups: Mapped[list[Any]]
    text: Mapped[str] = mapped_column(Text)
    measures: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
