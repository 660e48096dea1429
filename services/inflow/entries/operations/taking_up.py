"""Taking up a placement's entries: row locked, actor and step checked; and putting them down again."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.inflow.contract import PlacementStatus
from services.inflow.entries.domain import MAY_BE_TAKEN_IN
from services.inflow.entries.permissions import PERMISSIONS
from services.inflow.entries.snapshots import publish_entries
from services.inflow.entries.tables import EntryBookRow
from services.inflow.operations.casework import already_taken, lock_placement
from services.inflow.permissions import EVERYBODY
from services.inflow.queries import standing_of
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import NotAtThisStep
from shared.history import append
from shared.posts import Post


@dataclass(frozen=True)
class Taken:
    row: PlacementRow
    book: EntryBookRow
    post: Post


def take_up(act: Act, verb: str, case_id: UUID) -> Taken:
    """Raises NotFound, NotYourPost, NotAtThisStep (not enrolled yet), StepAlreadyTaken (he has gone on)."""
    row = lock_placement(act, case_id)
    post = authorise(act.actor, verb, PERMISSIONS, standing_of(row), readers=EVERYBODY)
    status = PlacementStatus(row.status)
    if status not in MAY_BE_TAKEN_IN[verb]:
        if row.enrolled_on is None and status not in (PlacementStatus.WITHDRAWN, PlacementStatus.REDIRECTED):
            raise NotAtThisStep(f"该党员现在是“{status.label}”，还不能办理这一步。", status=status)
        raise already_taken(act, row)
    return Taken(row, book_of(act, row), post)


def book_of(act: Act, row: PlacementRow) -> EntryBookRow:
    book = act.session.get(EntryBookRow, row.id)
    if book is None:
        book = EntryBookRow(
            placement_id=row.id,
            version=0,
            seen_status=row.status,
            void_number="",
            loss_told="",
            new_number="",
            booklets=0,
            missing=[],
            findings=0,
        )
        act.session.add(book)
        act.session.flush()
    return book


def put_down(act: Act, taken: Taken, verb: str, *, words: str = "", **details: Any) -> PlacementRow:
    """Write the step into the history and tell the workflow."""
    append(
        act,
        verb,
        taken.row.case_id,
        taken.row.status,
        post=taken.post,
        words=words,
        attempt=taken.row.attempt,
        **details,
    )
    publish_entries(act, taken.row, taken.book)
    return taken.row
