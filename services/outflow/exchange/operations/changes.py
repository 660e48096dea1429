"""Changes that the host tells (D-57) or the member reports to his home branch (D-152)."""

from uuid import UUID

from services.outflow.exchange.contract import AcknowledgeChange, RecordChange
from services.outflow.exchange.domain import ContactDataMissing
from services.outflow.exchange.operations.casework import answer_host, done, not_later_than_today, take_up, tell_host
from services.outflow.exchange.snapshots import publish_exchange, waits
from services.outflow.exchange.tables import ChangeRow, ExchangeRow
from services.outflow.operations.casework import note
from services.outflow.sealed import renew_search
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import NotFound
from shared.exchange import FOUND_OUT, ChangeKind
from shared.history import who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_exchange import ChangeAcknowledged, ChangeNotice, ContactData
from shared.letters.contract import Letter
from shared.own_word import own_word, refuse_from_himself
from shared.policy.task_kinds import TaskKind
from shared.posts import Post


def record_change(act: Act, case_id: UUID, body: RecordChange) -> CaseRow:
    """The own contact data are brought up to date and the host is told at once."""
    case, exchange, post = take_up(act, "record_change", case_id)
    refuse_from_himself(act, "kind", refused=body.kind in FOUND_OUT)
    report_change(act, case, exchange, own_word(act, body, "learned_on"), post)
    return case


def report_change(
    act: Act, case: CaseRow, exchange: ExchangeRow, body: RecordChange, post: Post, *, by_file: bool = False
) -> None:
    """Of a case that has been taken up: what the member has told, or what the branch itself has found out or has in
    its roster (`by_file`). Raises DayInTheFuture, ContactDataMissing."""
    not_later_than_today(act, happened_on=body.happened_on, learned_on=body.learned_on)
    contact = ContactData(phone=body.phone, residence=body.residence, employer=body.employer)
    if body.kind is ChangeKind.CONTACT_CHANGED and contact == ContactData():
        raise ContactDataMissing(fields=[{"field": "phone", "message": ContactDataMissing.message}])
    facts = body.model_dump(exclude={"phone", "residence", "employer"})
    told_by_member = not by_file and body.kind not in FOUND_OUT
    notice = ChangeNotice(change_id=new_id(), told_by_member=told_by_member, contact=contact, **facts)
    _store(act, case, notice, from_host=False, attempt=case.attempt)
    keep_contact(act, case, exchange, contact)
    tell_host(act, case, notice)
    note(act, "record_change", case, post, kind=body.kind, change=str(notice.change_id))
    publish(act, case)


def _store(act: Act, case: CaseRow, notice: ChangeNotice, *, from_host: bool, attempt: int) -> None:
    plain = notice.model_dump(include={"kind", "happened_on", "learned_on", "told_by_member"})
    act.session.add(
        ChangeRow(
            id=notice.change_id,
            case_id=case.id,
            attempt=attempt,
            from_host=from_host,
            text=act.seal_text(notice.text),
            contact=act.seal_text(notice.contact.model_dump_json()),
            received_on=act.today,
            follow_since=act.today if from_host and notice.kind.calls_for_more else None,
            **plain,
        )
    )


def keep_contact(act: Act, case: CaseRow, exchange: ExchangeRow, new: ContactData) -> None:
    """What is empty stays as it was; a new telephone is the member's from now on."""
    old = contact_of(act, exchange)
    kept = {name: value or getattr(old, name) for name, value in new.model_dump().items()}
    exchange.contact = act.seal_text(ContactData.model_validate(kept).model_dump_json())
    if new.phone:
        case.member.phone_sealed = act.seal.close(new.phone)
        renew_search(act, case.member)


def contact_of(act: Act, exchange: ExchangeRow) -> ContactData:
    return ContactData.model_validate_json(act.open_text(exchange.contact) or "{}")


def acknowledge_change(act: Act, case_id: UUID, body: AcknowledgeChange) -> CaseRow:
    case, exchange, post = take_up(act, "acknowledge_change", case_id)
    change = act.session.get(ChangeRow, body.change_id)
    if change is None or change.case_id != case.id:
        raise NotFound()
    if not waits(change):
        raise who_was_first(act.session, case.id, {"acknowledge_change"}, "这一通报已经阅知")
    done(act, case, exchange, TaskKind.ACKNOWLEDGE_CHANGE, str(change.id), "acknowledge_change")
    change.acknowledged_on = act.today
    answer_host(act, case, ChangeAcknowledged(change_id=change.id), change.attempt)
    note(act, "acknowledge_change", case, post, change=str(change.id))
    publish(act, case)
    publish_exchange(act, case, exchange)
    return case


def hear_change(act: Act, case: CaseRow, exchange: ExchangeRow, letter: Letter) -> bool:
    assert isinstance(letter.body, ChangeNotice)
    if act.session.get(ChangeRow, letter.body.change_id) is not None:
        return False
    _store(act, case, letter.body, from_host=True, attempt=letter.attempt)
    keep_contact(act, case, exchange, letter.body.contact)
    return True
