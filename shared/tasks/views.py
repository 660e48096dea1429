"""A task as a list shows it: one statement brings its holder's name, who urged it last and how much was written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, true
from sqlalchemy.orm import aliased

from shared.act import Act
from shared.calendar.published import published_calendar
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.schedule import PlannedRung, Schedule
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import Task, TaskAttachment, TaskComment, TaskStatus, TaskUrge
from shared.tasks.tables import TaskAttachmentRow, TaskCommentRow, TaskRow, TaskUrgeRow
from shared.waiting.tables import PartnerUrgeRow
from shared.waiting.views import urge_view

CALENDAR = published_calendar()
COPIED = (
    "kind", "case_id", "case_label", "occurrence", "status", "holder", "role", "committee", "since", "due_on",
    "late", "rung", "opened_at", "closed_at", "closed_by_act", "claimed_by", "claimed_by_name", "claimed_at",
)  # fmt: skip

Shown = tuple[TaskRow, str, TaskUrgeRow | None, PartnerUrgeRow | None, int, str | None]


@dataclass(frozen=True)
class Subjects:
    """Whom tasks are about: a column over `TaskRow.case_id` that a list brings along, and how it is read."""

    column: ColumnElement[Any]
    read: Callable[[Act, str], str] = lambda _, name: name


NO_SUBJECTS = Subjects(literal(""))
"""For a service that knows no members."""


def shown(subjects: Subjects) -> Select[*Shown]:
    """What `view` shows; the caller says which tasks and in which order."""
    urge = aliased(TaskUrgeRow, _newest_urge().lateral())
    partner = aliased(PartnerUrgeRow, _newest_of_partner().lateral())
    comments = select(func.count()).where(TaskCommentRow.task_id == TaskRow.id).scalar_subquery()
    return (
        select(TaskRow, OrganisationRow.name, urge, partner, comments, subjects.column)
        .join(OrganisationRow, OrganisationRow.code == TaskRow.holder)
        .outerjoin(urge, true())
        .outerjoin(partner, true())
    )


def _newest_urge() -> Select[TaskUrgeRow]:
    return select(TaskUrgeRow).where(TaskUrgeRow.task_id == TaskRow.id).order_by(TaskUrgeRow.on.desc()).limit(1)


def _newest_of_partner() -> Select[PartnerUrgeRow]:
    """Of the task's case and line, since it was opened."""
    line = PartnerUrgeRow.__table__.c.path
    holder = TaskRow.__table__.c.holder_path
    return (
        select(PartnerUrgeRow)
        .where(
            PartnerUrgeRow.case_id == TaskRow.case_id,
            PartnerUrgeRow.direction == "received",
            PartnerUrgeRow.at >= TaskRow.opened_at,
            or_(line.op("@>")(holder), line.op("<@")(holder)),
        )
        .order_by(PartnerUrgeRow.on.desc(), PartnerUrgeRow.at.desc())
        .limit(1)
    )


def view(act: Act, found: Shown, service: str, subjects: Subjects) -> Task:
    row, holder_name, urge, partner, comments, subject = found
    schedule = Schedule.model_validate(row.plan) if row.plan else None
    is_open = row.status == TaskStatus.OPEN
    copied: dict[str, Any] = {name: getattr(row, name) for name in COPIED}
    return Task.model_validate(
        copied
        | {
            "task_id": row.id,
            "label": TaskKind(row.kind).label,
            "service": service,
            "subject": subjects.read(act, subject) if subject else "",
            "holder_name": holder_name,
            "provisional": schedule.provisional if schedule else False,
            "paused": any(pause.get("end") is None for pause in row.pauses),
            "overdue_working_days": _late_by(row, act.at) if is_open else 0,
            "why": schedule.why if schedule else {"key": "", "source": "", "text": ""},
            "next_rung": _next(schedule, act.at) if is_open else None,
            "urged": urge_of(act, urge) if urge else None,
            "partner_urged": urge_view(act, partner) if partner else None,
            "comments": comments,
        }
    )


def _late_by(row: TaskRow, at: datetime) -> int:
    return CALENDAR.working_days_between(row.due_on, at.date()) if row.due_on < at.date() else 0


def _next(schedule: Schedule | None, at: datetime) -> PlannedRung | None:
    rungs = schedule.rungs if schedule else ()
    return next((rung for rung in rungs if rung.at > at), None)


def urge_of(act: Act, row: TaskUrgeRow) -> TaskUrge:
    copied = ("by", "role", "organisation", "organisation_name", "on", "at")
    return TaskUrge.model_validate(
        {name: getattr(row, name) for name in copied} | {"text": act.open_text(row.sealed_text)}
    )


def comment_of(act: Act, row: TaskCommentRow) -> TaskComment:
    copied = ("by", "role", "organisation", "at")
    return TaskComment.model_validate(
        {name: getattr(row, name) for name in copied} | {"text": act.open_text(row.sealed_text)}
    )


def attachment_of(act: Act, row: TaskAttachmentRow) -> TaskAttachment:
    copied = ("media_type", "size", "by", "role", "organisation", "at")
    facts = {"attachment_id": row.id, "name": act.open_text(row.sealed_name)}
    return TaskAttachment.model_validate({name: getattr(row, name) for name in copied} | facts)
