"""`task` and `task_rung`: one task per case, kind and occurrence; one rung per task and name.

`task_comment` and `task_urge`: what people say about a task; their words are sealed, because they may name people.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Integer, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import KernelBase, LTree
from shared.identifiers import new_id

OPEN_ONLY = text("status = 'OPEN'")
OF_TASK = "task.id"
FILTERED_BY = ["holder_path", "kind", "committee"]
"""Held in the index itself: a list of a subtree is found in order of due date without touching the rows left out."""


class TaskRow(KernelBase):
    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "occurrence"),
        Index("ix_task_open_holder", "holder", "role", "due_on", "id", postgresql_where=OPEN_ONLY),
        Index("ix_task_open_due", "due_on", "id", postgresql_where=OPEN_ONLY, postgresql_include=FILTERED_BY),
        Index("ix_task_open_path", "holder_path", postgresql_using="gist", postgresql_where=OPEN_ONLY),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(Text)
    case_id: Mapped[UUID]
    case_label: Mapped[str] = mapped_column(Text, default="")
    occurrence: Mapped[str] = mapped_column(Text, default="")
    holder: Mapped[str] = mapped_column(Text)
    holder_path: Mapped[str] = mapped_column(LTree())
    role: Mapped[str] = mapped_column(Text)
    committee: Mapped[str | None] = mapped_column(Text)
    since: Mapped[date]
    due_on: Mapped[date]
    budget_working_days: Mapped[int] = mapped_column(Integer, default=0)
    policy: Mapped[str] = mapped_column(Text, default="")
    plan: Mapped[dict[str, Any]] = mapped_column(default=dict)
    pauses: Mapped[list[Any]] = mapped_column(default=list)
    status: Mapped[str] = mapped_column(Text, default="OPEN")
    rung: Mapped[str | None] = mapped_column(Text)
    late: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_act: Mapped[str | None] = mapped_column(Text)
    claimed_by: Mapped[str | None] = mapped_column(Text)
    claimed_by_name: Mapped[str | None] = mapped_column(Text)
    claimed_at: Mapped[datetime | None]


class TaskRungRow(KernelBase):
    __tablename__ = "task_rung"
    __table_args__ = (UniqueConstraint("task_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    task_id: Mapped[UUID] = mapped_column(ForeignKey(OF_TASK))
    name: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    to: Mapped[str] = mapped_column(Text)
    went_to: Mapped[str] = mapped_column(Text)
    went_to_name: Mapped[str] = mapped_column(Text)
    went_to_path: Mapped[str] = mapped_column(LTree())
    reason: Mapped[str] = mapped_column(Text)
    why: Mapped[dict[str, Any]]
    planned_at: Mapped[datetime]
    fired_at: Mapped[datetime]


class TaskCommentRow(KernelBase):
    """Append-only: the database refuses every change."""

    __tablename__ = "task_comment"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    task_id: Mapped[UUID] = mapped_column(ForeignKey(OF_TASK), index=True)
    account: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text)
    sealed_text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class TaskUrgeRow(KernelBase):
    """At most one a business day: the unique key says so."""

    __tablename__ = "task_urge"
    __table_args__ = (UniqueConstraint("task_id", "on"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    task_id: Mapped[UUID] = mapped_column(ForeignKey(OF_TASK))
    on: Mapped[date]
    account: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text)
    organisation_name: Mapped[str] = mapped_column(Text)
    sealed_text: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class AttachmentContentRow(KernelBase):
    """What a file holds, sealed, under the SHA-256 of its content: the same file is kept once."""

    __tablename__ = "attachment_content"

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class TaskAttachmentRow(KernelBase):
    """The same file stands beside a task once. Its name may name a person."""

    __tablename__ = "task_attachment"
    __table_args__ = (UniqueConstraint("task_id", "sha256"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    task_id: Mapped[UUID] = mapped_column(ForeignKey(OF_TASK))
    case_id: Mapped[UUID] = mapped_column(index=True)
    sha256: Mapped[str] = mapped_column(ForeignKey("attachment_content.sha256"))
    sealed_name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    account: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    organisation: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
