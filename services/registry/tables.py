"""The registry's own tables: accounts, posts, sessions, certificate numbers, calendars.

Organisations, regions and policy assignments are kernel tables (`shared.organisation_directory`); the registry
holds their original.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Text,
    UniqueConstraint,
    and_,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import NAMING, LTree, TableBase
from shared.identifiers import new_id
from shared.organisation_directory.tables import OrganisationRow


class Base(TableBase):
    __abstract__ = True
    metadata = MetaData(naming_convention=NAMING)


class AccountRow(Base):
    __tablename__ = "account"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    sessions_ended_at: Mapped[datetime | None]
    """When an administrator last signed the account out: what it had opened for others ends with it."""


ESTATE = "CASE role WHEN 'system_administrator' THEN 'system' WHEN 'auditor' THEN 'audit' ELSE 'business' END"


DAYS = text("daterange(valid_from, valid_to, '[]')")


class PostRow(Base):
    """A role at an organisation from a day to a day, both included."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="days_in_order"),
        CheckConstraint("role <> 'system'", name="no_person_is_the_system"),
        # S13: who administers or audits holds no business post at the same time.
        ExcludeConstraint(("account_id", "="), ("estate", "<>"), (DAYS, "&&"), name="post_estates_apart"),
        ExcludeConstraint(
            ("account_id", "="), ("role", "="), ("organisation", "="), (DAYS, "&&"), name="post_held_once"
        ),
        # A stand-in's post is bounded, never one that administers or audits, and only one at a time.
        CheckConstraint(
            "stands_in_for IS NULL OR (valid_to IS NOT NULL AND role NOT IN ('system_administrator', 'auditor'))",
            name="standing_in_is_bounded",
        ),
        ExcludeConstraint(("stands_in_for", "="), (DAYS, "&&"), name="post_one_stand_in"),
        Index("ix_post_account_id", "account_id"),
        Index("ix_post_organisation", "organisation"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    role: Mapped[str] = mapped_column(Text)
    estate: Mapped[str] = mapped_column(Text, Computed(ESTATE, persisted=True))
    organisation: Mapped[str] = mapped_column(ForeignKey(OrganisationRow.code))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    stands_in_for: Mapped[UUID | None] = mapped_column(ForeignKey("post.id"))
    """The post whose holder is away; None for a post of one's own."""

    @classmethod
    def not_over(cls, day: date) -> ColumnElement[bool]:
        """Held on the day, or to be held later."""
        return func.coalesce(cls.valid_to, day) >= day

    @classmethod
    def held(cls, day: date) -> ColumnElement[bool]:
        return and_(cls.valid_from <= day, cls.not_over(day))


class SessionRow(Base):
    """Real time throughout: a rehearsal at another speed must not sign people out."""

    __tablename__ = "session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    token_digest: Mapped[str] = mapped_column(Text, unique=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    opened_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(Text, server_default="OTHER")
    awaits_code: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class SecondFactorRow(Base):
    """`last_step`: of the newest code that was accepted; none of it or before it is accepted again."""

    __tablename__ = "second_factor"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    sealed_secret: Mapped[str] = mapped_column(Text)
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(BigInteger, default=0, server_default=text("0"))


class RecoveryCodeRow(Base):
    """Only a keyed digest is stored."""

    __tablename__ = "recovery_code"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(Text, primary_key=True)
    used_at: Mapped[datetime | None]


class SignInFailureRow(Base):
    """Kept for unknown logins as well, so that the lock answers alike."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (Index("ix_sign_in_failure_login_at", "login", "at"), Index("ix_sign_in_failure_at", "at"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    login: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class CertificateNumberRow(Base):
    """A request for a number, then the number. It stays taken when the certificate is void."""

    __tablename__ = "certificate_number"
    __table_args__ = (
        UniqueConstraint("department", "year", "serial"),
        CheckConstraint("(status IN ('ALLOTTED', 'VOID')) = (number IS NOT NULL)", name="number_when_allotted"),
        Index("ix_certificate_number_department_status", "department", "status", "requested_on"),
        Index("ix_certificate_number_department_path", "department_path", postgresql_using="gist"),
    )

    certificate_id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID]
    case_number: Mapped[str] = mapped_column(Text)
    department: Mapped[str] = mapped_column(Text)
    department_path: Mapped[str] = mapped_column(LTree())
    home_branch: Mapped[str] = mapped_column(Text)
    home_branch_path: Mapped[str] = mapped_column(LTree())
    requested_on: Mapped[date]
    number: Mapped[str | None] = mapped_column(Text, unique=True)
    year: Mapped[int | None] = mapped_column(Integer)
    serial: Mapped[int | None] = mapped_column(Integer)
    numbered_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(Text, default="REQUESTED")
    replacement: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    imported: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    voided_on: Mapped[date | None]
    void_reason: Mapped[str | None] = mapped_column(Text)


class CalendarYearRow(Base):
    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(Integer, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    schedule: Mapped[dict[str, Any]]
    published_at: Mapped[datetime] = mapped_column(server_default=func.now())
