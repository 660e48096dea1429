"""What the host side keeps sealed about a person, and how it is opened."""

from pydantic import BaseModel

from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.act import Act
from shared.letters.contract import OutflowNotice


class RosterContact(BaseModel):
    """Sealed in `roster_entry.contact`."""

    person: str
    phone: str


def notice_of(act: Act, row: PlacementRow) -> OutflowNotice:
    return OutflowNotice.model_validate_json(act.seal.open(row.notice))


def contact_of(act: Act, entry: RosterEntryRow) -> RosterContact:
    return RosterContact.model_validate_json(act.seal.open(entry.contact))
