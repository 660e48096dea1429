"""What the host side keeps sealed about a person, and how it is opened."""

from pydantic import BaseModel

from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.act import Act
from shared.letters.contract import OutflowNotice
from shared.person_search import search_terms


class RosterContact(BaseModel):
    """Sealed in `roster_entry.contact`."""

    person: str
    phone: str


def notice_of(act: Act, row: PlacementRow) -> OutflowNotice:
    return OutflowNotice.model_validate_json(act.seal.open(row.notice))


def keep_notice(act: Act, row: PlacementRow, notice: OutflowNotice) -> None:
    """The notice as it stands now, and the terms by which its member is found."""
    person = notice.person
    row.notice = act.seal.close(notice.model_dump_json())
    row.search_terms = search_terms(act.seal, name=person.name, id_number=person.id_number, phone=person.phone)


def change_person(act: Act, row: PlacementRow, **changed: object) -> None:
    notice = notice_of(act, row)
    keep_notice(act, row, notice.model_copy(update={"person": notice.person.model_copy(update=changed)}))


def contact_of(act: Act, entry: RosterEntryRow) -> RosterContact:
    return RosterContact.model_validate_json(act.seal.open(entry.contact))
