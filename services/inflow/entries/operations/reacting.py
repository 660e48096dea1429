"""What the placement's own changes mean for its entries: they begin with the enrolment and end with the release."""

from sqlalchemy import select

from services.inflow.contract import PlacementStatus
from services.inflow.entries.contract import EntryStatus
from services.inflow.entries.operations.taking_up import book_of
from services.inflow.entries.queries import letter_entry
from services.inflow.entries.snapshots import answers_of, publish_entries
from services.inflow.entries.tables import EntryBookRow, EntryRow
from services.inflow.operations.casework import write
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.letters.bodies_certificate import EntriesMade
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import TaskStatus
from shared.tasks.operations import cancel_task
from shared.tasks.tables import TaskRow

ENDS_WITH_THE_STAY = (TaskKind.CONFIRM_ENTRY, TaskKind.RECORD_ROLE_ENTRY)
LEFT = frozenset({PlacementStatus.RELEASED, PlacementStatus.WITHDRAWN})


def react(act: Act, row: PlacementRow) -> None:
    """Called whenever the placement has changed; what it has seen already changes nothing."""
    book = act.session.get(EntryBookRow, row.id)
    if book is None and row.status != PlacementStatus.ENROLLED:
        return
    if book is not None and book.seen_status == row.status:
        return
    book = book or book_of(act, row)
    book.seen_status = row.status
    if PlacementStatus(row.status) in LEFT:
        _end_what_waits(act, row)
    publish_entries(act, row, book)


def _end_what_waits(act: Act, row: PlacementRow) -> None:
    """What the member has not confirmed until he goes stays unconfirmed; the branch can no longer ask him."""
    waiting = answers_of(act, row.id, EntryStatus.ENTERED)
    for answer, _ in waiting:
        answer.status = EntryStatus.UNCONFIRMED
    act.session.flush()
    if waiting:
        told = tuple(letter_entry(act, act.session.get_one(EntryRow, answer.entry_id)) for answer, _ in waiting)
        write(act, row, EntriesMade(entries=told))
    query = select(TaskRow).where(
        TaskRow.case_id == row.case_id,
        TaskRow.kind.in_(ENDS_WITH_THE_STAY),
        TaskRow.status == TaskStatus.OPEN,
        TaskRow.occurrence.startswith(f"{row.attempt}."),
    )
    for task in act.session.scalars(query).all():
        kind = TaskKind(task.kind)
        cancel_task(act, row.case_id, kind, task.holder, verb="release_member", occurrence=task.occurrence)
