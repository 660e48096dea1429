"""Opening the tasks of entries, the year's role entry, and what a rung sets in motion."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.inflow.contract import PlacementStatus
from services.inflow.entries.contract import EntriesState, EntryKind, EntryStatus, Waiting
from services.inflow.entries.operations.taking_up import book_of
from services.inflow.entries.queries import letter_entry
from services.inflow.entries.snapshots import entries_state, publish_entries, role_day
from services.inflow.entries.tables import EntryAnswerRow, EntryBookRow, EntryRow, RoleYearRow
from services.inflow.operations.casework import write
from services.inflow.operations.tasks import TaskNotOwed
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.errors import NotFound
from shared.history import append
from shared.letters.bodies_certificate import EntriesMade
from shared.policy.schedule import PlannedRung
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask
from shared.tasks.tables import TaskRow

K = TaskKind
STEP = "role/"

WAITS: dict[TaskKind, Callable[[EntriesState], tuple[Waiting, ...]]] = {
    K.CONFIRM_ENTRY: lambda s: s.unconfirmed,
    K.REVIEW_ENTRY: lambda s: s.objected,
    K.RECORD_ROLE_ENTRY: lambda s: s.role_years,
    K.TAKE_UP_BOOKLET: lambda s: (s.booklet,) if s.booklet else (),
    K.ANSWER_FALSE_ENTRIES: lambda s: s.findings,
}


def _placement(act: Act, case_id: UUID, occurrence: str) -> PlacementRow:
    attempt = occurrence.split(".")[0]
    query = select(PlacementRow).where(
        PlacementRow.case_id == case_id, PlacementRow.attempt == (int(attempt) if attempt.isdecimal() else 0)
    )
    row = act.session.scalars(query.with_for_update()).one_or_none()
    if row is None:
        raise NotFound()
    return row


def open_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises NotFound, TaskNotOwed."""
    row = _placement(act, opening.case_id, opening.occurrence)
    state = entries_state(act, row, book_of(act, row))
    owed = {f"{row.attempt}.{one.serial}" for one in WAITS[opening.kind](state)}
    if opening.occurrence not in owed:
        raise TaskNotOwed(status=row.status, version=state.version)
    return tasks.open_task(act, opening, row.case_number)


def begin_role_entry(act: Act, placement_id: UUID, step: str) -> None:
    """The day has come on which the year's exemplary-role entry is looked for (S001-C 二2)."""
    year = int(step.removeprefix(STEP))
    row = act.session.get(PlacementRow, placement_id, with_for_update=True)
    book = act.session.get(EntryBookRow, placement_id)
    if row is None or book is None or row.status != PlacementStatus.ENROLLED:
        return
    if act.session.get(RoleYearRow, (placement_id, year)) is not None:
        return
    done = _has_role_entry(act, placement_id, year)
    act.session.add(RoleYearRow(placement_id=placement_id, year=year, since=role_day(act, row, year), done=done))
    append(act, "begin_role_entry", row.case_id, row.status, attempt=row.attempt, year=year)
    publish_entries(act, row, book)


def _has_role_entry(act: Act, placement_id: UUID, year: int) -> bool:
    query = select(EntryRow.id).where(
        EntryRow.placement_id == placement_id,
        EntryRow.kind == EntryKind.ROLE,
        EntryRow.happened_on.between(date(year, 1, 1), date(year + 1, 1, 1)),
    )
    return act.session.scalars(query).first() is not None


def mark_unconfirmed(act: Act, task: TaskRow, _: PlannedRung) -> None:
    """No answer in time: UNCONFIRMED, confirmed by nobody. The member may still answer."""
    row = _placement(act, task.case_id, task.occurrence)
    serial = int(task.occurrence.split(".")[1])
    entry = act.session.scalars(
        select(EntryRow).where(EntryRow.placement_id == row.id, EntryRow.serial == serial)
    ).one_or_none()
    answer = act.session.get(EntryAnswerRow, entry.id) if entry else None
    if entry is None or answer is None or answer.status != EntryStatus.ENTERED:
        return
    answer.status = EntryStatus.UNCONFIRMED
    tasks.withdraw_task(act, task.id)
    act.session.flush()
    write(act, row, EntriesMade(entries=(letter_entry(act, entry),)))
    append(act, "entry_unconfirmed", row.case_id, row.status, attempt=row.attempt, serial=serial)
    publish_entries(act, row, book_of(act, row))
