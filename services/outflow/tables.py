"""Tables of the home side. Sealed columns hold personal data; paths carry the organisations' places."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Sequence,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column, relationship

from shared.database import NAMING, LTree, TableBase
from shared.identifiers import new_id


class Base(TableBase):
    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)


case_serial = Sequence("case_serial", metadata=Base.metadata)


class MemberRow(Base):
    """`search_terms`: keyed digests by which he is found (shared/person_search.py)."""

    __tablename__ = "member"
    __table_args__ = (Index("ix_member_search_terms", "search_terms", postgresql_using="gin"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(Text)
    sex: Mapped[str] = mapped_column(Text)
    ethnicity: Mapped[str] = mapped_column(Text)
    education: Mapped[str] = mapped_column(Text)
    standing: Mapped[str] = mapped_column(Text)
    joined: Mapped[str] = mapped_column(Text)
    id_number_sealed: Mapped[str] = mapped_column(Text)
    id_number_index: Mapped[str] = mapped_column(Text, unique=True)
    phone_sealed: Mapped[str] = mapped_column(Text)
    branch: Mapped[str] = mapped_column(Text)
    search_terms: Mapped[list[int]] = mapped_column(ARRAY(BigInteger), server_default=text("'{}'"))
    recorded_at: Mapped[datetime]


class MemberAliasRow(Base):
    """One person registered twice: the alias stays, with its ID number, and leads to the member."""

    __tablename__ = "member_alias"

    alias_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"), primary_key=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"), index=True)
    merged_on: Mapped[date]
    merged_by: Mapped[str] = mapped_column(Text)


class CaseRow(Base):
    __tablename__ = "mobility_case"
    __table_args__ = (
        Index("uq_mobility_case_open_member", "member_id", unique=True, postgresql_where=text("is_open")),
        Index("ix_mobility_case_home_path", "home_path", postgresql_using="gist"),
        Index("ix_mobility_case_host_path", "host_path", postgresql_using="gist"),
        Index("ix_mobility_case_status", "status", "id"),
        Index("ix_mobility_case_relocating", "id", postgresql_where=text("relocating_since IS NOT NULL")),
        Index("ix_mobility_case_transferring", "id", postgresql_where=text("transfer_sent_on IS NOT NULL")),
        Index("ix_mobility_case_home_path_id", "home_path", "id"),
        Index("ix_mobility_case_departed", text("COALESCE(departed_on, '9999-12-31'::date)"), "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(Text, unique=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"), index=True)
    status: Mapped[str] = mapped_column(Text)
    is_open: Mapped[bool]
    category: Mapped[str | None] = mapped_column(Text)
    policy: Mapped[str] = mapped_column(Text)
    classification_source: Mapped[str] = mapped_column(Text)
    advice: Mapped[str] = mapped_column(Text)
    home_branch: Mapped[str] = mapped_column(Text)
    home_path: Mapped[str] = mapped_column(LTree())
    home_committee: Mapped[str | None] = mapped_column(Text)
    home_department: Mapped[str | None] = mapped_column(Text)
    host_region: Mapped[str] = mapped_column(Text)
    host_region_name: Mapped[str] = mapped_column(Text)
    host_committee: Mapped[str | None] = mapped_column(Text)
    host_name: Mapped[str] = mapped_column(Text)
    host_path: Mapped[str | None] = mapped_column(LTree())
    host_on_platform: Mapped[bool]
    host_branch: Mapped[str | None] = mapped_column(Text)
    host_branch_name: Mapped[str] = mapped_column(Text, default="")
    host_contact: Mapped[str] = mapped_column(Text, default="")
    attempt: Mapped[int] = mapped_column(Integer, default=1)
    reason: Mapped[str] = mapped_column(Text)
    abroad: Mapped[bool] = mapped_column(default=False)
    declared_on: Mapped[date]
    leaves_on: Mapped[date]
    expected_return: Mapped[date | None]
    briefed_on: Mapped[date | None]
    departed_on: Mapped[date | None]
    report_counts_from: Mapped[date | None]
    reported_on: Mapped[date | None]
    active_on: Mapped[date | None]
    paper_notice_since: Mapped[date | None]
    name_host_since: Mapped[date | None]
    query: Mapped[str | None] = mapped_column(Text)
    query_since: Mapped[date | None]
    queries: Mapped[int] = mapped_column(Integer, default=0)
    refused_on: Mapped[date | None]
    refusal_reason: Mapped[str | None] = mapped_column(Text)
    refusal_text: Mapped[str | None] = mapped_column(Text)
    refusal_listed: Mapped[bool | None]
    may_object: Mapped[bool] = mapped_column(default=False)
    coordination: Mapped[str | None] = mapped_column(Text)
    coordination_since: Mapped[date | None]
    owed_from: Mapped[date | None]
    last_proof_on: Mapped[date | None]
    at_risk_since: Mapped[date | None]
    contact_version: Mapped[int] = mapped_column(Integer, default=0)
    moves_told_on: Mapped[date | None]
    relocating_since: Mapped[date | None]
    former_attempt: Mapped[int | None] = mapped_column(Integer)
    former_committee: Mapped[str | None] = mapped_column(Text)
    former_region: Mapped[str | None] = mapped_column(Text)
    former_branch: Mapped[str | None] = mapped_column(Text)
    former_name: Mapped[str | None] = mapped_column(Text)
    released_on: Mapped[date | None]
    returns_on: Mapped[date | None]
    returning_since: Mapped[date | None]
    returns_called_off: Mapped[int] = mapped_column(Integer, default=0)
    return_announced: Mapped[bool] = mapped_column(default=False)
    return_reported_on: Mapped[date | None]
    host_account: Mapped[str | None] = mapped_column(Text)
    certificate_seen: Mapped[bool | None]
    entries_in_order: Mapped[bool | None]
    transfer_sent_on: Mapped[date | None]
    transfer_letter: Mapped[str | None] = mapped_column(Text)
    suspended_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str | None] = mapped_column(Text)
    exempt_since: Mapped[date | None]

    member: Mapped[MemberRow] = relationship(lazy="joined", innerjoin=True)
    certificates: Mapped[list["CertificateRow"]] = relationship(order_by="CertificateRow.id")


class CertificateRow(Base):
    __tablename__ = "activity_certificate"
    __table_args__ = (
        Index(
            "uq_activity_certificate_live",
            "member_id",
            unique=True,
            postgresql_where=text("status NOT IN ('VOID', 'REPLACED', 'INSPECTED', 'CLOSED')"),
        ),
        Index("ix_activity_certificate_to_seal", "case_id", postgresql_where=text("status = 'NUMBERED'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), index=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    status: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text, unique=True)
    photo_attached: Mapped[bool]
    requested_on: Mapped[date]
    numbered_on: Mapped[date | None]
    sealed_on: Mapped[date | None]
    issued_on: Mapped[date | None]


class ContactQuarterRow(Base):
    __tablename__ = "contact_quarter"
    __table_args__ = (
        UniqueConstraint("case_id", "quarter"),
        Index("ix_contact_quarter_two_in_a_row", "case_id", postgresql_where=text("second_in_a_row")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"))
    quarter: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    second_in_a_row: Mapped[bool] = mapped_column(default=False)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    done_on: Mapped[date | None]


class ContactEntryRow(Base):
    __tablename__ = "contact_entry"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), index=True)
    contacted_on: Mapped[date]
    channel: Mapped[str] = mapped_column(Text)
    outgoing: Mapped[bool]
    reached: Mapped[bool]
    sealed_notes: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]


class HostClaimRow(Base):
    """5.1: a host that is not, or not any more, the one of this case says that it has enrolled the member."""

    __tablename__ = "host_claim"
    __table_args__ = (UniqueConstraint("case_id", "attempt"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"))
    attempt: Mapped[int] = mapped_column(Integer)
    committee: Mapped[str] = mapped_column(Text)
    branch: Mapped[str] = mapped_column(Text)
    branch_name: Mapped[str] = mapped_column(Text)
    enrolled_on: Mapped[date]
    claimed_on: Mapped[date]
    settled_on: Mapped[date | None]
    kept: Mapped[bool | None]
