"""Suspicion, search and confirmation (W-07; rulebook 5.1: message channel dead, loss of contact)."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from services.outflow.contract import CaseStatus, Revealed
from services.outflow.lost_contact.contract import (
    ConfirmLost,
    FamilyContact,
    LogSearch,
    LostStatus,
    RecordFamilyContact,
    ReportDeadChannel,
    RevealFamilyContact,
    SearchMethod,
)
from services.outflow.lost_contact.operations.casework import done, put_down, take_case, take_up
from services.outflow.lost_contact.operations.measures import withdraw_measure
from services.outflow.lost_contact.queries import family_contact, missing, searches_of
from services.outflow.lost_contact.snapshots import publish_lost
from services.outflow.lost_contact.tables import DeadChannelRow, FamilyContactRow, LostContactRow, SearchRow
from services.outflow.operations.casework import not_later_than_today, note
from services.outflow.operations.contact import ContactChannelUnknown, flag_contact_at_risk, has_been_reached
from services.outflow.operations.ending import mark_lost, resume_case
from services.outflow.snapshots import publish_contact
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.audit import record
from shared.errors import Conflict, Invalid, NotFound
from shared.organisation_directory.queries import policy_for
from shared.policy.task_kinds import TaskKind

S = LostStatus


class SearchBeforeTheLoss(Invalid):
    message = "查找日期早于最后一次确认联系的日期，请核对。"


class NoFamilyContactRecorded(Invalid):
    message = "只能联系党员本人登记的家属：尚无登记，请改用其他方式查找。"


class NotLongOrWideEnough(Invalid):
    message = "还不能认定失去联系；请继续查找，期限和方式都够了再认定。"


class NotAway(Conflict):
    message = "党员不在外出期间，不需登记联系渠道失效。"


def report_dead_channel(act: Act, case_id: UUID, body: ReportDeadChannel) -> CaseRow:
    """A bounced message is no proof of a loss, but the branch is asked to search by other ways at once."""
    case, post = take_case(act, "report_dead_channel", case_id)
    not_later_than_today(act, noticed_on=body.noticed_on)
    if policy_for(act.session, case.home_path, act.today).contact_channel(body.channel) is None:
        raise ContactChannelUnknown(fields=[{"field": "channel", "message": "请从选项中选择"}])
    if case.departed_on is None or not case.is_open:
        raise NotAway()
    values = {"case_id": case.id, "channel": body.channel, "noticed_on": body.noticed_on}
    act.session.execute(insert(DeadChannelRow).values(values).on_conflict_do_nothing())
    note(act, "report_dead_channel", case, post, channel=body.channel, words=body.text)
    flag_contact_at_risk(act, case)
    return case


def record_family_contact(act: Act, case_id: UUID, body: RecordFamilyContact) -> CaseRow:
    """Only what the member himself has given (rulebook 5.1); a newer word of his replaces the older."""
    case, post = take_case(act, "record_family_contact", case_id)
    not_later_than_today(act, agreed_on=body.agreed_on)
    sealed = FamilyContact(name=body.name, relation=body.relation, phone=body.phone).model_dump_json()
    values = {"member_id": case.member_id, "sealed": act.seal.close(sealed), "agreed_on": body.agreed_on}
    statement = insert(FamilyContactRow).values(values)
    act.session.execute(statement.on_conflict_do_update(index_elements=["member_id"], set_=values))
    note(act, "record_family_contact", case, post, agreed_on=body.agreed_on.isoformat())
    return case


def reveal_family_contact(act: Act, case_id: UUID, body: RevealFamilyContact) -> Revealed:
    """Raises NotFound when none is recorded. Each look is logged."""
    case, post = take_case(act, "reveal_family_contact", case_id)
    row = family_contact(act, case)
    if row is None:
        raise NotFound()
    details = {"field": "family_contact", "reason": body.reason}
    verb = "reveal_family_contact"
    record(act.session, verb, act.actor, post=post, object_id=case.id, business_at=act.at, details=details)
    given = FamilyContact.model_validate_json(act.seal.open(row.sealed))
    return Revealed(value=f"{given.name}（{given.relation}）{given.phone}")


def log_search(act: Act, case_id: UUID, body: LogSearch) -> CaseRow:
    """The first entry opens the search. Who is found is found, even after the loss was confirmed."""
    case, row, post = take_up(act, "log_search", case_id)
    _check_search(act, case, row, body)
    act.session.add(
        SearchRow(
            process_id=row.id,
            method=body.method,
            searched_on=body.searched_on,
            found=body.found,
            sealed_text=act.seal.close(body.text),
            recorded_by=act.actor.name_in(post),
            recorded_at=act.at,
        )
    )
    if row.status == S.SUSPECTED:
        row.status = S.SEARCHING
    act.session.flush()
    if body.found:
        _is_found(act, case, row, body)
    else:
        ask_to_confirm(act, case, row)
    put_down(act, case, row, "log_search", post, method=body.method, found=body.found)
    return case


def _check_search(act: Act, case: CaseRow, row: LostContactRow, body: LogSearch) -> None:
    not_later_than_today(act, searched_on=body.searched_on)
    if body.searched_on < row.last_proof_on:
        raise SearchBeforeTheLoss(fields=[{"field": "searched_on", "message": f"不早于 {row.last_proof_on}"}])
    if body.method is SearchMethod.FAMILY and family_contact(act, case) is None:
        raise NoFamilyContactRecorded(fields=[{"field": "method", "message": NoFamilyContactRecorded.message}])


def _is_found(act: Act, case: CaseRow, row: LostContactRow, body: LogSearch) -> None:
    """The case goes on at once; why contact was lost is asked for afterwards."""
    has_found(act, row)
    if case.status == CaseStatus.LOST:
        resume_case(act, case, body.searched_on)
    else:
        has_been_reached(act, case, body.searched_on)
        publish_contact(act, case)


def has_found(act: Act, row: LostContactRow) -> None:
    withdraw_measure(act, row)
    row.status, row.found_on, row.measure_since = S.FOUND, act.today, None


def ask_to_confirm(act: Act, case: CaseRow, row: LostContactRow) -> bool:
    """Once six months have run out and all ways were tried, the branch is asked; it decides (条例 Art 24)."""
    if row.status != S.SEARCHING or row.confirm_since is not None:
        return False
    if missing(act, case, row, searches_of(act, row)):
        return False
    row.confirm_since = act.today
    return True


def confirm_lost(act: Act, case_id: UUID, body: ConfirmLost) -> CaseRow:
    """Raises NotLongOrWideEnough with everything that is missing."""
    case, row, post = take_up(act, "confirm_lost", case_id)
    not_later_than_today(act, confirmed_on=body.confirmed_on)
    if lacking := missing(act, case, row, searches_of(act, row)):
        raise NotLongOrWideEnough(f"还不能认定失去联系：{'；'.join(lacking)}。", missing=lacking)
    for kind in (TaskKind.CONFIRM_LOST, TaskKind.SEARCH_MEMBER):
        done(act, case, row, kind, "confirm_lost", row.since.isoformat())
    row.status, row.confirmed_on = S.CONFIRMED, body.confirmed_on
    row.settled_abroad, row.measure_since = body.settled_abroad, act.today
    mark_lost(act, case, body.confirmed_on, post=post)
    note(act, "confirm_lost", case, post, words=body.text, settled_abroad=body.settled_abroad)
    publish_lost(act, case, row, "confirm_lost")
    return case
