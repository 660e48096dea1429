"""The branch's roster of inflow members (D-51)."""

from services.inflow.contract import EnrolMember
from services.inflow.sealed import RosterContact
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.act import Act


def enter(act: Act, row: PlacementRow, body: EnrolMember) -> None:
    contact = RosterContact(person=body.contact_person, phone=body.contact_phone)
    act.session.add(
        RosterEntryRow(
            placement_id=row.id,
            branch=row.host_branch,
            group=body.group,
            contact=act.seal.close(contact.model_dump_json()),
            enrolled_on=body.enrolled_on,
        )
    )


def strike_off(act: Act, row: PlacementRow) -> None:
    """The entry stays as history, with the day on which it ended."""
    entry = act.session.get(RosterEntryRow, row.id)
    if entry is not None and entry.left_on is None:
        entry.left_on = act.today
