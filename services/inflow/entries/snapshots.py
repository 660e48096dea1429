"""What the host's workflow of W-12 follows, computed from the rows."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.inflow.contract import PlacementStatus
from services.inflow.entries.contract import EntriesState, EntryStatus, Waiting
from services.inflow.entries.domain import first_role_day, in_year
from services.inflow.entries.tables import (
    EntryAnswerRow,
    EntryBookRow,
    EntryRow,
    HostFindingRow,
    RoleYearRow,
)
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.letters.operations import undelivered
from shared.organisation_directory.queries import policy_for
from shared.outbox import follow
from shared.policy.spreading import spread_days, spread_opening

ROLE_OPENS = "record.role_entry.opens"


def answers_of(act: Act, placement_id: UUID, status: EntryStatus) -> Sequence[tuple[EntryAnswerRow, int]]:
    """With the entries' serials, in their order."""
    query = (
        select(EntryAnswerRow, EntryRow.serial)
        .join(EntryRow, EntryRow.id == EntryAnswerRow.entry_id)
        .where(EntryAnswerRow.placement_id == placement_id, EntryAnswerRow.status == status)
        .order_by(EntryRow.serial)
    )
    return [(row, serial) for row, serial in act.session.execute(query)]


def entries_state(act: Act, row: PlacementRow, book: EntryBookRow) -> EntriesState:
    objected = _waiting(act, row, EntryStatus.OBJECTED)
    findings = _findings(act, row.id)
    here = row.status == PlacementStatus.ENROLLED
    return EntriesState(
        placement_id=row.id,
        case_id=row.case_id,
        attempt=row.attempt,
        version=book.version,
        clock=act.clock,
        over=not here and not objected and not findings and book.booklet_since is None,
        host_branch=row.host_branch or row.host_committee,
        unconfirmed=_waiting(act, row, EntryStatus.ENTERED),
        objected=objected,
        role_years=_role_years(act, row.id) if here else (),
        next_role_on=_next_role_on(act, row) if here else None,
        booklet=Waiting(serial=book.booklets, since=book.booklet_since) if book.booklet_since else None,
        findings=findings,
        letters=undelivered(act, row.case_id, row.attempt),
    )


def _waiting(act: Act, row: PlacementRow, status: EntryStatus) -> tuple[Waiting, ...]:
    return tuple(Waiting(serial=serial, since=answer.since) for answer, serial in answers_of(act, row.id, status))


def _role_years(act: Act, placement_id: UUID) -> tuple[Waiting, ...]:
    query = select(RoleYearRow).where(RoleYearRow.placement_id == placement_id, RoleYearRow.done.is_(False))
    rows = act.session.scalars(query.order_by(RoleYearRow.year))
    return tuple(Waiting(serial=row.year, since=row.since) for row in rows)


def _next_role_on(act: Act, row: PlacementRow) -> date | None:
    if row.enrolled_on is None:
        return None
    pack = policy_for(act.session, row.host_path, act.today)
    opens = str(pack.term(ROLE_OPENS).value)
    first = first_role_day(row.enrolled_on, opens, pack.term("record.role_entry.grace").amount)
    query = select(RoleYearRow.year).where(RoleYearRow.placement_id == row.id)
    last = max(act.session.scalars(query), default=0)
    day = role_day(act, row, max(first.year, last + 1, act.today.year))
    return spread_opening(day, day, row.case_id, spread_days(pack))


def role_day(act: Act, row: PlacementRow, year: int) -> date:
    """From which the year's role entry is owed."""
    return in_year(year, str(policy_for(act.session, row.host_path, act.today).term(ROLE_OPENS).value))


def _findings(act: Act, placement_id: UUID) -> tuple[Waiting, ...]:
    query = select(HostFindingRow).where(
        HostFindingRow.placement_id == placement_id,
        HostFindingRow.answered_on.is_(None),
        HostFindingRow.proved.is_(None),
    )
    rows = act.session.scalars(query.order_by(HostFindingRow.serial))
    return tuple(Waiting(serial=row.serial, since=row.asked_on) for row in rows)


def publish_entries(act: Act, row: PlacementRow, book: EntryBookRow) -> None:
    """Give the workflow the newest snapshot, in the act's own transaction; it carries the letters, too."""
    book.version += 1
    act.session.flush()
    state = entries_state(act, row, book)
    follow(act.session, "CertificateEntries", state)
