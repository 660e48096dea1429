"""Tables of the exchange at home. What people wrote and where he lives is sealed."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Integer, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.outflow.tables import Base
from shared.help_requests.columns import HelpRequestColumns
from shared.identifiers import new_id

OF_CASE = "mobility_case.id"


class ExchangeRow(Base):
    """One for each case that has left; `branch` is the one its workflows know (W-16), `contact` the sealed contact data
    as last reported (D-152). `host_since`: the present host has had him since then; `resumed_on`: after a rest."""

    __tablename__ = "exchange"

    case_id: Mapped[UUID] = mapped_column(ForeignKey(OF_CASE), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    began_on: Mapped[date]
    paused: Mapped[bool] = mapped_column(default=False)
    rests: Mapped[int] = mapped_column(Integer, default=0)
    resumed_on: Mapped[date | None]
    host_since: Mapped[date | None]
    over: Mapped[bool] = mapped_column(default=False, index=True)
    branch: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text, default="")


class ExchangeQuarterRow(Base):
    """A quarter in which home tells the host (`told_on`) and, where that one is off the platform (`on_paper`), gets
    its feedback on paper (`heard_on`)."""

    __tablename__ = "exchange_quarter"
    __table_args__ = (UniqueConstraint("case_id", "quarter"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey(OF_CASE))
    quarter: Mapped[str] = mapped_column(Text)
    opened_on: Mapped[date]
    on_paper: Mapped[bool]
    told_on: Mapped[date | None]
    heard_on: Mapped[date | None]


class FeedbackReceivedRow(Base):
    """`rounds` counts what home has to read: the feedback itself and each answer. `sender`: of one that came on paper;
    such a row is never changed."""

    __tablename__ = "feedback_received"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey(OF_CASE), index=True)
    attempt: Mapped[int] = mapped_column(Integer)
    quarter: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    topics: Mapped[str] = mapped_column(Text)
    sender: Mapped[str] = mapped_column(Text, default="")
    sent_on: Mapped[date]
    received_on: Mapped[date]
    rounds: Mapped[int] = mapped_column(Integer, default=1)
    to_read_since: Mapped[date]
    question: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]


class HomeNoticeRow(Base):
    __tablename__ = "home_notice"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey(OF_CASE), index=True)
    sent_on: Mapped[date]
    topics: Mapped[str] = mapped_column(Text)


class ChangeRow(Base):
    """D-57 from the host, D-152 from the member. `follow_since`: home has to open the return."""

    __tablename__ = "change_notice"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey(OF_CASE), index=True)
    attempt: Mapped[int] = mapped_column(Integer)
    from_host: Mapped[bool]
    kind: Mapped[str] = mapped_column(Text)
    happened_on: Mapped[date]
    learned_on: Mapped[date]
    told_by_member: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    acknowledged_on: Mapped[date | None]
    follow_since: Mapped[date | None]
    followed_on: Mapped[date | None]


class YearlyReportRow(Base):
    """D-151. A report that came before it was asked for has no `asked_on`."""

    __tablename__ = "yearly_report"
    __table_args__ = (UniqueConstraint("case_id", "year"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey(OF_CASE))
    year: Mapped[int] = mapped_column(Integer)
    asked_on: Mapped[date | None]
    received_on: Mapped[date | None]
    channel: Mapped[str] = mapped_column(Text, default="")
    words: Mapped[str] = mapped_column(Text, default="")


class SummonsRow(Base):
    __tablename__ = "summons"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(ForeignKey(OF_CASE), index=True)
    version: Mapped[int] = mapped_column(Integer, default=0)
    kind: Mapped[str] = mapped_column(Text)
    event_on: Mapped[date]
    place: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    called_on: Mapped[date]
    status: Mapped[str] = mapped_column(Text)
    comes: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    replied_on: Mapped[date | None]
    ended: Mapped[bool] = mapped_column(default=False)


class HelpRequestRow(HelpRequestColumns, Base):
    __tablename__ = "help_request"
