"""Columns of a request; each service hangs them on its own table. What people wrote is sealed."""

from datetime import date
from uuid import UUID

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from shared.identifiers import new_id


class HelpRequestColumns:
    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    case_id: Mapped[UUID] = mapped_column(index=True)
    attempt: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer, default=0)
    kind: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[date]
    channel: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    branch: Mapped[str] = mapped_column(Text)
    holder: Mapped[str] = mapped_column(Text)
    round: Mapped[int] = mapped_column(Integer, default=1)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    remark: Mapped[str] = mapped_column(Text, default="")
    ended: Mapped[bool] = mapped_column(default=False)
