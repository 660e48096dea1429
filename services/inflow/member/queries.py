"""Reading one's own placement: what concerns the member himself out of what the host's processes know."""

from uuid import UUID

from services.inflow.entries.contract import Entry
from services.inflow.entries.domain import ENTRY_STEPS, WAS_HERE
from services.inflow.entries.queries import entry_book
from services.inflow.exchange.queries import exchange_view
from services.inflow.exchange.tables import ExchangeRow
from services.inflow.member import contract as c
from services.inflow.member.permissions import PERMISSIONS
from services.inflow.queries import newest_reached, standing_of
from services.inflow.sealed import RosterContact, contact_of
from services.inflow.statuses import PlacementStatus
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import NotFound
from shared.organisation_directory.tables import OrganisationRow
from shared.own_case import MyOrganisation

ANSWERS = (c.MyHostAct.CONFIRM_ENTRY, c.MyHostAct.OBJECT_TO_ENTRY)


def read_my_placement(act: Act, case_id: UUID) -> c.MyPlacement:
    """Of the newest host. Raises NotFound, also for a case that is not the reader's own."""
    row = act.session.scalars(newest_reached(act, case_id)).one_or_none()
    if row is None:
        raise NotFound()
    authorise(act.actor, "read_my_placement", PERMISSIONS, standing_of(row))
    entries, exchange = _entries(act, row), exchange_view(act, row)
    copied = ("case_id", "case_number", "status", "reported_on", "enrolled_on", "released_on")
    return c.MyPlacement.model_validate(
        {name: getattr(row, name) for name in copied}
        | _looked_after(act, row)
        | {
            "as_of": act.at,
            "today": act.today,
            "committee": _organisation(act, row.host_committee),
            "branch": _organisation(act, row.host_branch) if row.host_branch else None,
            "entries": entries,
            "may": _may(act, row, entries),
            "requests": tuple(exchange.requests) if exchange else (),
        }
    )


def _looked_after(act: Act, row: PlacementRow) -> dict[str, str]:
    """His group and contact person, once he is on the roster."""
    entry = act.session.get(RosterEntryRow, row.id)
    contact = contact_of(act, entry) if entry else RosterContact(person="", phone="")
    return {
        "group": entry.group if entry else "",
        "contact_person": contact.person,
        "contact_phone": contact.phone,
    }


def _organisation(act: Act, code: str) -> MyOrganisation:
    """A code stands for one that has left the directory."""
    found = act.session.get(OrganisationRow, code)
    return MyOrganisation.model_validate(found) if found else MyOrganisation(name=code, contact="", phone="")


def _entries(act: Act, row: PlacementRow) -> tuple[c.MyEntry, ...]:
    book, here = entry_book(act, row), PlacementStatus(row.status) in WAS_HERE
    return tuple(_entry(one, here=here) for one in reversed(book.entries if book else ()))


def _entry(entry: Entry, *, here: bool) -> c.MyEntry:
    shown = c.MyEntry.model_fields.keys() - {"may_answer"}
    answered_in, _ = ENTRY_STEPS["confirm_entry"]
    return c.MyEntry.model_validate(
        entry.model_dump(include=set(shown)) | {"may_answer": here and entry.status in answered_in}
    )


def _may(act: Act, row: PlacementRow, entries: tuple[c.MyEntry, ...]) -> tuple[c.MyHostAct, ...]:
    exchange = act.session.get(ExchangeRow, row.id)
    asks = (c.MyHostAct.OPEN_REQUEST,) if exchange is not None and not exchange.over else ()
    return (*(ANSWERS if any(one.may_answer for one in entries) else ()), *asks)
