"""The host's pages of the booklet, as the case page and the letters show them."""

import json
from uuid import UUID

from sqlalchemy import select

from services.inflow.contract import PlacementStatus
from services.inflow.entries import contract as c
from services.inflow.entries.snapshots import entries_state
from services.inflow.entries.tables import (
    BookletCheckRow,
    EntryAnswerRow,
    EntryBookRow,
    EntryRow,
    HostFindingRow,
)
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.letters.bodies_certificate import EntryInLetter
from shared.letters.contract import Side

RUNNING_PAGE = 200
COPIED = (
    "serial", "happened_on", "kind", "month", "amount", "recorder", "recorded_on", "late", "corrects",
)  # fmt: skip


def letter_entry(act: Act, entry: EntryRow) -> EntryInLetter:
    """The entry as home is told it now."""
    answer = act.session.get_one(EntryAnswerRow, entry.id)
    return EntryInLetter.model_validate(
        {name: getattr(entry, name) for name in COPIED}
        | json.loads(act.seal.open(entry.sealed_words))
        | {
            "entry_id": entry.id,
            "status": answer.status,
            "confirmed_by": answer.confirmed_by,
            "answered_on": answer.answered_on,
        }
    )


def entry_book(act: Act, row: PlacementRow) -> c.EntryBook | None:
    """None before the member is enrolled, unless his booklet has a story already."""
    book = act.session.get(EntryBookRow, row.id)
    if book is None:
        return None
    return c.EntryBook(
        without_booklet_since=book.without_booklet_since,
        void_number=book.void_number,
        new_number=book.new_number if book.booklet_since else "",
        to_rewrite=tuple(UUID(one) for one in book.missing) if book.booklet_since else (),
        entries=_entries(act, row.id),
        checks=_checks(act, row.id),
        findings=_findings(act, row.id),
    )


def _entries(act: Act, placement_id: UUID) -> tuple[c.Entry, ...]:
    query = (
        select(EntryRow, EntryAnswerRow)
        .join(EntryAnswerRow, EntryAnswerRow.entry_id == EntryRow.id)
        .where(EntryRow.placement_id == placement_id)
        .order_by(EntryRow.serial)
    )
    rows = [(entry, answer) for entry, answer in act.session.execute(query)]
    corrected = {entry.corrects: entry.id for entry, _ in rows if entry.corrects}
    return tuple(_view(act, entry, answer, corrected.get(entry.id)) for entry, answer in rows)


def _view(act: Act, entry: EntryRow, answer: EntryAnswerRow, corrected_by: UUID | None) -> c.Entry:
    return c.Entry.model_validate(
        {name: getattr(entry, name) for name in COPIED}
        | json.loads(act.seal.open(entry.sealed_words))
        | {
            "entry_id": entry.id,
            "same_day": entry.recorded_on == entry.happened_on,
            "status": answer.status,
            "confirmed_by": answer.confirmed_by,
            "answered_on": answer.answered_on,
            "objection": act.open_text(answer.objection) or "",
            "review": act.open_text(answer.review) or "",
            "corrected_by": corrected_by,
        }
    )


def _checks(act: Act, placement_id: UUID) -> tuple[c.CheckedYear, ...]:
    query = select(BookletCheckRow).where(BookletCheckRow.placement_id == placement_id)
    rows = act.session.scalars(query.order_by(BookletCheckRow.year))
    return tuple(c.CheckedYear(year=row.year, checked_on=row.checked_on, by=Side(row.by)) for row in rows)


def _findings(act: Act, placement_id: UUID) -> tuple[c.HostFinding, ...]:
    query = select(HostFindingRow).where(HostFindingRow.placement_id == placement_id)
    return tuple(
        c.HostFinding(
            finding_id=row.id,
            serial=row.serial,
            entries=tuple(UUID(one) for one in row.entries),
            text=act.open_text(row.text) or "",
            found_on=row.found_on,
            answer=act.open_text(row.answer) or "",
            answered_on=row.answered_on,
            outcome=act.open_text(row.outcome) or "",
            proved=row.proved,
        )
        for row in act.session.scalars(query.order_by(HostFindingRow.serial))
    )


def list_running_entries(act: Act, after: UUID | None) -> c.RunningEntries:
    """Of enrolled members; and of those who have gone on while something is still open."""
    query = select(PlacementRow, EntryBookRow).join(EntryBookRow, EntryBookRow.placement_id == PlacementRow.id)
    objected = select(EntryAnswerRow.placement_id).where(EntryAnswerRow.status == c.EntryStatus.OBJECTED)
    asked = select(HostFindingRow.placement_id).where(
        HostFindingRow.answered_on.is_(None), HostFindingRow.proved.is_(None)
    )
    query = query.where(
        (PlacementRow.status == PlacementStatus.ENROLLED)
        | EntryBookRow.booklet_since.is_not(None)
        | PlacementRow.id.in_(objected)
        | PlacementRow.id.in_(asked)
    )
    if after is not None:
        query = query.where(PlacementRow.id > after)
    rows = act.session.execute(query.order_by(PlacementRow.id).limit(RUNNING_PAGE)).all()
    items = [entries_state(act, row, book) for row, book in rows]
    return c.RunningEntries(items=items, next=items[-1].placement_id if len(rows) == RUNNING_PAGE else None)
