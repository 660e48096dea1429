"""Tables of the host side. Paths carry the organisations' places; what names a person is sealed."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, MetaData, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import NAMING, LTree, TableBase
from shared.identifiers import new_id


class Base(TableBase):
    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)


class PlacementRow(Base):
    """One host's side of a case. `notice` is the outflow notice as it came, sealed; `search_terms`: keyed digests by
    which its member is found (shared/person_search.py)."""

    __tablename__ = "placement"
    __table_args__ = (
        UniqueConstraint("case_id", "attempt"),
        # At most one host has a member on its roster (W-01, ground G4).
        # One whom home has told to be moving on holds his place until the next host has enrolled him.
        Index(
            "uq_placement_enrolled",
            "case_id",
            unique=True,
            postgresql_where=text("status = 'ENROLLED' AND leaving_since IS NULL"),
        ),
        Index("ix_placement_host_path", "host_path", postgresql_using="gist"),
        Index("ix_placement_home_path", "home_path", postgresql_using="gist"),
        Index("ix_placement_status", "status", "id"),
        Index("ix_placement_host_path_id", "host_path", "id"),
        Index("ix_placement_reported", text("COALESCE(reported_on, '9999-12-31'::date)"), "id"),
        Index("ix_placement_search_terms", "search_terms", postgresql_using="gin"),
        Index("ix_placement_overdue", "id", postgresql_where=text("acceptance_overdue")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID]
    attempt: Mapped[int] = mapped_column(Integer)
    case_number: Mapped[str] = mapped_column(Text, index=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    status: Mapped[str] = mapped_column(Text)
    round: Mapped[int] = mapped_column(Integer, default=1)
    policy: Mapped[str] = mapped_column(Text)
    notice: Mapped[str] = mapped_column(Text)
    search_terms: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"))
    certificate_number: Mapped[str] = mapped_column(Text, index=True)
    home_region: Mapped[str] = mapped_column(Text)
    home_branch: Mapped[str] = mapped_column(Text)
    home_committee: Mapped[str] = mapped_column(Text)
    home_committee_name: Mapped[str] = mapped_column(Text)
    home_path: Mapped[str] = mapped_column(LTree())
    host_committee: Mapped[str] = mapped_column(Text)
    host_department: Mapped[str] = mapped_column(Text)
    host_province: Mapped[str] = mapped_column(Text)
    host_branch: Mapped[str | None] = mapped_column(Text)
    host_path: Mapped[str] = mapped_column(LTree())
    notified_on: Mapped[date]
    reported_on: Mapped[date | None]
    accept_from: Mapped[date | None]
    verified_on: Mapped[date | None]
    placed_on: Mapped[date | None]
    enrolled_on: Mapped[date | None]
    acceptance_overdue: Mapped[bool] = mapped_column(default=False)
    pauses: Mapped[list[Any]] = mapped_column(default=list)
    question: Mapped[str | None] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    denied: Mapped[bool] = mapped_column(default=False)
    refusal_reason: Mapped[str | None] = mapped_column(Text)
    refusal_text: Mapped[str | None] = mapped_column(Text)
    refusal_listed: Mapped[bool | None]
    refused_on: Mapped[date | None]
    redirected_to: Mapped[str | None] = mapped_column(Text)
    look_asked: Mapped[str | None] = mapped_column(Text)
    look_since: Mapped[date | None]
    looks: Mapped[int] = mapped_column(Integer, default=0)
    leaving_since: Mapped[date | None]
    leaving_why: Mapped[str | None] = mapped_column(Text)
    stay_told_on: Mapped[date | None]
    note_owed: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    closing_note: Mapped[str | None] = mapped_column(Text)
    released_on: Mapped[date | None]
    suspended_on: Mapped[date | None]
    transfer_since: Mapped[date | None]
    transfer_letter: Mapped[str | None] = mapped_column(Text)


class DisputeRow(Base):
    """W-10. A placement may be disputed again; `round` counts, and the row shows the newest.

    `version` is the placement's at which the dispute last changed.
    """

    __tablename__ = "dispute"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    round: Mapped[int] = mapped_column(Integer)
    origin: Mapped[str] = mapped_column(Text)
    stage: Mapped[str] = mapped_column(Text, index=True)
    opened_on: Mapped[date]
    stage_since: Mapped[date]
    outcome: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text, default="")
    finding: Mapped[str] = mapped_column(Text, default="")
    proposal: Mapped[str] = mapped_column(Text, default="")
    to_committee: Mapped[str | None] = mapped_column(Text)
    decided_on: Mapped[date | None]


class FindingRow(Base):
    """D-67, S001-B 四: criticism recorded against an organisation that refused under a pretext."""

    __tablename__ = "finding"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"))
    organisation: Mapped[str] = mapped_column(Text, index=True)
    decided_by: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[date]


class VoidNumberRow(Base):
    """A certificate number that home has voided, as it is compared; it never becomes good again (W-02)."""

    __tablename__ = "void_number"

    number: Mapped[str] = mapped_column(Text, primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    voided_on: Mapped[date]


class RosterEntryRow(Base):
    """The branch's roster of inflow members (D-51). `contact` is sealed: his contact person and telephone."""

    __tablename__ = "roster_entry"

    placement_id: Mapped[UUID] = mapped_column(ForeignKey("placement.id"), primary_key=True)
    branch: Mapped[str] = mapped_column(Text, index=True)
    group: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    enrolled_on: Mapped[date]
    left_on: Mapped[date | None]
