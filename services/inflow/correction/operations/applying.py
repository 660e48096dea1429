"""What a correction changes at the host: the notice as home has put it right, or the roster's own contact."""

from services.inflow.sealed import RosterContact, change_person, notice_of
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.act import Act
from shared.corrections.contract import CorrectedField

F = CorrectedField
IN_NOTICE = {
    F.NAME: "name",
    F.SEX: "sex",
    F.ID_NUMBER: "id_number",
    F.JOINED: "joined_on",
    F.STANDING: "standing",
    F.PHONE: "phone",
}


def current_value(act: Act, placement: PlacementRow, field: CorrectedField) -> str:
    if field is F.HOST_CONTACT:
        entry = act.session.get(RosterEntryRow, placement.id)
        return _said(RosterContact.model_validate_json(act.seal.open(entry.contact))) if entry else ""
    return str(getattr(notice_of(act, placement).person, IN_NOTICE[field]) or "")


def _said(contact: RosterContact) -> str:
    return f"{contact.person} {contact.phone}".strip()


def put_right(act: Act, placement: PlacementRow, field: CorrectedField, value: str) -> None:
    if field is F.HOST_CONTACT:
        _new_contact(act, placement, value)
        return
    change_person(act, placement, **{IN_NOTICE[field]: value})


def _new_contact(act: Act, placement: PlacementRow, value: str) -> None:
    """Written as 「联系人 电话」."""
    entry = act.session.get(RosterEntryRow, placement.id)
    if entry is not None:
        person, _, phone = value.partition(" ")
        entry.contact = act.seal.close(RosterContact(person=person, phone=phone.strip()).model_dump_json())
