"""The figures of open tasks, alike in every service: what is open, due soon and overdue, and the weeks ahead."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Row, cast, func
from sqlalchemy.orm import aliased

from shared.act import Act
from shared.figures import Counted, FigureItem, Listing, every
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.task_kinds import TaskKind
from shared.reporting.weeks import weeks_ahead
from shared.tasks.contract import TaskStatus
from shared.tasks.limits import DUE_SOON_DAYS
from shared.tasks.tables import TaskRow

TASK = TaskRow.__table__.c
KINDS = {str(kind): kind.label for kind in TaskKind}
MONDAY = cast(func.date_trunc("week", TASK.due_on), Date)
_HOLDER = aliased(OrganisationRow)


def _shown(act: Act, row: Row[Any]) -> FigureItem:
    kind = TaskKind(row.kind)
    return FigureItem(
        case_id=row.case_id,
        kind=kind,
        number=row.case_label,
        name=kind.label,
        organisation_name=row.holder_name or row.holder,
        state="超期" if row.due_on < act.today else "在办",
        on=row.due_on,
    )


ROWS = Listing(
    source=TaskRow.__table__.outerjoin(_HOLDER, _HOLDER.code == TASK.holder),
    row_id=TASK.id,
    organisation=TASK.committee,
    path=TASK.holder_path,
    columns=(TASK.case_id, TASK.kind, TASK.case_label, TASK.holder, TASK.due_on, _HOLDER.name.label("holder_name")),
    shown=_shown,
    only=TASK.status == TaskStatus.OPEN,
)


def _soon(act: Act) -> ColumnElement[bool]:
    return TASK.due_on.between(act.today, act.today + timedelta(days=DUE_SOON_DAYS))


def _overdue(act: Act) -> ColumnElement[bool]:
    return TASK.due_on < act.today


def _ahead(act: Act) -> ColumnElement[bool]:
    weeks = weeks_ahead(act.today)
    return TASK.due_on.between(weeks[0].first, weeks[-1].last)


TASK_FIGURES: tuple[Counted, ...] = (
    Counted(ROWS, "tasks-open", "在办任务（按事项）", every(TASK.id), TASK.kind, KINDS),
    Counted(ROWS, "tasks-soon", "三天内到期的任务（按事项）", _soon, TASK.kind, KINDS, of="tasks-open"),
    Counted(ROWS, "tasks-overdue", "超期任务（按事项）", _overdue, TASK.kind, KINDS, of="tasks-open"),
    Counted(ROWS, "tasks-by-week", "今后八周到期的任务（按周，周一起）", _ahead, MONDAY),
)
