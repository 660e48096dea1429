"""`task` and `task_rung`: one task per case, kind and occurrence; one rung per task and name."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import KernelBase, LTree
from shared.identifiers import new_id

OPEN_ONLY = text("status = 'OPEN'")


class TaskRow(KernelBase):
    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("case_id", "kind", "occurrence"),
        Index("ix_task_open_holder", "holder", "role", "due_on", "id", postgresql_where=OPEN_ONLY),
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


class TaskRungRow(KernelBase):
    __tablename__ = "task_rung"
    __table_args__ = (UniqueConstraint("task_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    task_id: Mapped[UUID] = mapped_column(ForeignKey("task.id"))
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
