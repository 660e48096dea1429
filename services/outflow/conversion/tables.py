"""Tables of W-06. What was written about the person is sealed; opinions once received never change."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.outflow.tables import Base
from shared.identifiers import new_id


class ConversionRow(Base):
    """One for each case of a probationary member. `preparers`: accounts that may not decide about it.

    `round` tells the tasks of one term from those of the next; `case_status` is the case's as this part last saw it.
    """

    __tablename__ = "conversion"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), primary_key=True)
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"), index=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    stage: Mapped[str] = mapped_column(Text, index=True)
    opinion_step: Mapped[str] = mapped_column(Text)
    round: Mapped[int] = mapped_column(Integer, default=1)
    rule_version: Mapped[str] = mapped_column(Text)
    case_status: Mapped[str] = mapped_column(Text)
    opened_on: Mapped[date]
    admitted_on: Mapped[date | None]
    probation_end: Mapped[date | None]
    extension_used: Mapped[bool] = mapped_column(default=False)
    pauses: Mapped[list[Any]] = mapped_column(default=list)
    request_open: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[list[Any]] = mapped_column(default=list)
    requested_on: Mapped[date | None]
    waiver_open: Mapped[bool] = mapped_column(default=False)
    waived_on: Mapped[date | None]
    waiver: Mapped[str] = mapped_column(Text, default="")
    applied_on: Mapped[date | None]
    consultation: Mapped[str] = mapped_column(Text, default="")
    home_view: Mapped[str | None] = mapped_column(Text)
    home_view_text: Mapped[str] = mapped_column(Text, default="")
    notice_from: Mapped[date | None]
    notice_until: Mapped[date | None]
    adjourned_until: Mapped[date | None]
    adjournment: Mapped[str] = mapped_column(Text, default="")
    meeting_since: Mapped[date | None]
    resolution: Mapped[str | None] = mapped_column(Text)
    extension_months: Mapped[int | None] = mapped_column(Integer)
    resolved_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    decision: Mapped[str | None] = mapped_column(Text)
    decision_text: Mapped[str] = mapped_column(Text, default="")
    decided_on: Mapped[date | None]
    announced_on: Mapped[date | None]
    standing_since: Mapped[date | None]
    overdue_reason: Mapped[str | None] = mapped_column(Text)
    overdue_text: Mapped[str] = mapped_column(Text, default="")
    preparers: Mapped[list[Any]] = mapped_column(default=list)


class HostStayRow(Base):
    """A host that had him on its roster; a former one can still be asked (5.1)."""

    __tablename__ = "host_stay"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), primary_key=True)
    attempt: Mapped[int] = mapped_column(Integer, primary_key=True)
    region: Mapped[str] = mapped_column(Text)
    committee: Mapped[str | None] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    on_platform: Mapped[bool]
    began_on: Mapped[date]


class OpinionReceivedRow(Base):
    """A host's written opinion as it came in (D-58, rulebook 7.5)."""

    __tablename__ = "opinion_received"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("mobility_case.id"), index=True)
    attempt: Mapped[int] = mapped_column(Integer)
    supersedes: Mapped[UUID | None]
    opinion: Mapped[str] = mapped_column(Text)
    dated_on: Mapped[date]
    sealed: Mapped[str] = mapped_column(Text)
    received_at: Mapped[datetime]


class NoticeObjectionRow(Base):
    """An objection to the public notice; open while `resolution` is empty."""

    __tablename__ = "notice_objection"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("conversion.case_id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    received_on: Mapped[date]
    text: Mapped[str] = mapped_column(Text)
    resolution: Mapped[str] = mapped_column(Text, default="")


class ConversionMeetingRow(Base):
    """A branch meeting with its numbers; one that did not pass stays on the record."""

    __tablename__ = "conversion_meeting"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("conversion.case_id"), index=True)
    held_on: Mapped[date]
    proposal: Mapped[str] = mapped_column(Text)
    extension_months: Mapped[int | None] = mapped_column(Integer)
    entitled: Mapped[int] = mapped_column(Integer)
    present: Mapped[int] = mapped_column(Integer)
    yes: Mapped[int] = mapped_column(Integer)
    no: Mapped[int] = mapped_column(Integer)
    abstained: Mapped[int] = mapped_column(Integer)
    attendance: Mapped[str] = mapped_column(Text)
    passed: Mapped[bool]
    chaired_by: Mapped[str] = mapped_column(Text)
