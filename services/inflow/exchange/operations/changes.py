"""Changes and serious events (D-57), what the member reports (D-152): noted, told to parent and home, seen by both."""

from uuid import UUID

from services.inflow.exchange.contract import AcknowledgeChange, NoteChange, TellChange
from services.inflow.exchange.domain import ContactDataMissing
from services.inflow.exchange.operations.casework import done, not_later_than_today, note, take_up
from services.inflow.exchange.snapshots import publish_exchange, waits_for_parent
from services.inflow.exchange.tables import ChangeRow, ExchangeRow
from services.inflow.operations.casework import put_down, write
from services.inflow.sealed import change_person
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.errors import NotFound
from shared.exchange import ChangeKind
from shared.history import who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_exchange import ChangeAcknowledged, ChangeNotice, ContactData
from shared.policy.task_kinds import TaskKind
from shared.posts import Post


def note_change(act: Act, case_id: UUID, body: NoteChange) -> PlacementRow:
    """Opens the term in which parent and home have to be told."""
    row, exchange, post = take_up(act, "note_change", case_id)
    note_down(act, row, exchange, body, post)
    return row


def note_down(act: Act, row: PlacementRow, exchange: ExchangeRow, body: NoteChange, post: Post) -> None:
    """Of a placement that has been taken up. Raises DateInTheFuture, ContactDataMissing."""
    not_later_than_today(act, happened_on=body.happened_on, learned_on=body.learned_on)
    contact = ContactData(phone=body.phone, residence=body.residence, employer=body.employer)
    if body.kind is ChangeKind.CONTACT_CHANGED and contact == ContactData():
        raise ContactDataMissing(fields=[{"field": "phone", "message": ContactDataMissing.message}])
    change = ChangeRow(
        id=new_id(),
        placement_id=row.id,
        from_home=False,
        kind=body.kind,
        happened_on=body.happened_on,
        learned_on=body.learned_on,
        told_by_member=body.told_by_member,
        text=act.seal_text(body.text),
        contact=act.seal_text(contact.model_dump_json()),
    )
    act.session.add(change)
    keep_contact(act, row, exchange, contact)
    note(act, row, "note_change", post, kind=body.kind, change=str(change.id))
    publish_exchange(act, row, exchange)


def keep_contact(act: Act, row: PlacementRow, exchange: ExchangeRow, new: ContactData) -> None:
    """What is empty stays as it was; a new telephone is the one that is shown from now on (D-152)."""
    old = contact_of_exchange(act, exchange)
    kept = {name: value or getattr(old, name) for name, value in new.model_dump().items()}
    exchange.contact = act.seal_text(ContactData.model_validate(kept).model_dump_json())
    if new.phone:
        change_person(act, row, phone=new.phone)


def contact_of_exchange(act: Act, exchange: ExchangeRow) -> ContactData:
    return ContactData.model_validate_json(act.open_text(exchange.contact) or "{}")


def tell_change(act: Act, case_id: UUID, body: TellChange) -> PlacementRow:
    """D-57: to the home organisation by letter, to the parent as a task of the committee."""
    row, exchange, post = take_up(act, "tell_change", case_id)
    change = _of_placement(act, row, body.change_id)
    if change.told_on is not None:
        raise who_was_first(act.session, row.case_id, {"tell_change"}, "这一情况已经通报")
    done(act, row, exchange, TaskKind.TELL_CHANGE, str(change.id), "tell_change")
    change.told_on = act.today
    write(act, row, _letter(act, change))
    put_down(act, row, "tell_change", post, kind=change.kind, change=str(change.id))
    publish_exchange(act, row, exchange)
    return row


def _letter(act: Act, change: ChangeRow) -> ChangeNotice:
    return ChangeNotice(
        change_id=change.id,
        kind=ChangeKind(change.kind),
        happened_on=change.happened_on,
        learned_on=change.learned_on,
        told_by_member=change.told_by_member,
        text=act.open_text(change.text) or "",
        contact=ContactData.model_validate_json(act.open_text(change.contact) or "{}"),
    )


def acknowledge_change(act: Act, case_id: UUID, body: AcknowledgeChange) -> PlacementRow:
    """The host committee has seen it."""
    row, exchange, post = take_up(act, "acknowledge_change", case_id)
    change = _of_placement(act, row, body.change_id)
    if not waits_for_parent(change):
        raise who_was_first(act.session, row.case_id, {"acknowledge_change"}, "这一情况已经阅知，或尚未通报")
    done(act, row, exchange, TaskKind.ACKNOWLEDGE_CHANGE, str(change.id), "acknowledge_change")
    change.seen_by_parent_on = act.today
    note(act, row, "acknowledge_change", post, change=str(change.id))
    publish_exchange(act, row, exchange)
    return row


def _of_placement(act: Act, row: PlacementRow, change_id: UUID) -> ChangeRow:
    """Raises NotFound."""
    change = act.session.get(ChangeRow, change_id)
    if change is None or change.placement_id != row.id:
        raise NotFound()
    return change


def hear_change(act: Act, row: PlacementRow, exchange: ExchangeRow, body: ChangeNotice) -> bool:
    """Home tells what the member reported to it (D-152)."""
    if act.session.get(ChangeRow, body.change_id) is not None:
        return False
    act.session.add(
        ChangeRow(
            id=body.change_id,
            placement_id=row.id,
            from_home=True,
            kind=body.kind,
            happened_on=body.happened_on,
            learned_on=body.learned_on,
            told_by_member=body.told_by_member,
            text=act.seal_text(body.text),
            contact=act.seal_text(body.contact.model_dump_json()),
            told_on=act.today,
        )
    )
    keep_contact(act, row, exchange, body.contact)
    return True


def hear_acknowledgement(act: Act, row: PlacementRow, _: ExchangeRow, body: ChangeAcknowledged) -> bool:
    change = act.session.get(ChangeRow, body.change_id)
    if change is None or change.placement_id != row.id or change.acknowledged_on is not None:
        return False
    change.acknowledged_on = act.today
    return True
