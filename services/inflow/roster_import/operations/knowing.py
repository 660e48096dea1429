"""What is known of the members in a file: the newest placement of each case, within the organisation."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.inflow.exchange.operations.changes import contact_of_exchange
from services.inflow.exchange.tables import ExchangeRow
from services.inflow.roster_import.domain.comparison import KnownPlacement, Way
from services.inflow.roster_import.domain.rows import shortened
from services.inflow.roster_import.operations.posts import may_take
from services.inflow.sealed import contact_of, notice_of
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.act import Act
from shared.identifiers import is_within
from shared.rosters.operations import version_of
from shared.rosters.reading import phone_as_read, text_as_read

Beside = tuple[dict[UUID, ExchangeRow], dict[UUID, RosterEntryRow]]


def known_of(act: Act, top: str, numbers: Collection[str]) -> dict[str, KnownPlacement]:
    """By case number; a later attempt hides an earlier one. Cases of others are as unknown as those that are not."""
    query = select(PlacementRow).where(PlacementRow.case_number.in_(numbers)).order_by(PlacementRow.attempt)
    rows = [row for row in act.session.scalars(query) if is_within(row.host_path, top)] if numbers else []
    around = beside(act.session, [row.id for row in rows])
    return {row.case_number: known_placement(act, row, around) for row in rows}


def beside(session: Session, ids: Sequence[UUID]) -> Beside:
    exchanges = session.scalars(select(ExchangeRow).where(ExchangeRow.placement_id.in_(ids)))
    entries = session.scalars(select(RosterEntryRow).where(RosterEntryRow.placement_id.in_(ids)))
    return {row.placement_id: row for row in exchanges}, {row.placement_id: row for row in entries}


def known_placement(act: Act, row: PlacementRow, around: Beside) -> KnownPlacement:
    exchange, entry = around[0].get(row.id), around[1].get(row.id)
    person = notice_of(act, row).person
    values = {
        "name": person.name,
        "id_number": person.id_number,
        "phone": phone_as_read(person.phone),
    }
    if exchange is not None:
        contact = contact_of_exchange(act, exchange)
        values |= {"residence": text_as_read(contact.residence), "employer": text_as_read(contact.employer)}
    if entry is not None:
        keeper = contact_of(act, entry)
        values |= {"group": text_as_read(entry.group), "contact_person": text_as_read(keeper.person)}
        values["contact_phone"] = phone_as_read(keeper.phone)
    values = shortened(values)
    possible = _ways(exchange, entry)
    ways = frozenset(way for way in possible if may_take(act, way, row))
    return KnownPlacement(row.id, row.case_id, values, version_of(act, values), ways, possible - ways)


def _ways(exchange: ExchangeRow | None, entry: RosterEntryRow | None) -> frozenset[Way]:
    possible = {
        Way.CHANGE: exchange is not None and not exchange.over,
        Way.ENTRY: entry is not None and entry.left_on is None,
    }
    return frozenset(way for way, is_possible in possible.items() if is_possible)
