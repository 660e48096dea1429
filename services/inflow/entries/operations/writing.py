"""Entries are written at once, answered by the member, and corrected only by counter-entries (D-54, W-12)."""

import json
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from services.inflow.entries.contract import (
    ConfirmedBy,
    ConfirmEntry,
    CorrectEntry,
    EntryKind,
    EntryStatus,
    ObjectToEntry,
    RecordEntry,
    ReviewEntry,
    ReviewOutcome,
)
from services.inflow.entries.domain import ENDED_BY, ENTRY_STEPS, check_entry
from services.inflow.entries.operations.taking_up import Taken, put_down, take_up
from services.inflow.entries.queries import letter_entry
from services.inflow.entries.tables import EntryAnswerRow, EntryRow, RoleYearRow
from services.inflow.operations.casework import not_earlier_than, not_later_than_today, write
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.calendar.published import published_calendar
from shared.errors import Conflict, Invalid, NotFound, Refusal
from shared.history import who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_certificate import EntriesMade
from shared.organisation_directory.queries import policy_for
from shared.own_word import own_word
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


class DuesAlreadyRecorded(Conflict):
    message = "这个月的党费已经记载，同一笔党费只记一次；记错了请用更正记载。"


class MemberHasNotSigned(Invalid):
    message = "党员尚未签字核实，请当面核对后再登记。"


def record_entry(act: Act, case_id: UUID, body: RecordEntry) -> PlacementRow:
    taken = take_up(act, "record_entry", case_id)
    entry = _write_entry(act, taken, body)
    _tell_home(act, taken, entry)
    return put_down(act, taken, "record_entry", serial=entry.serial, kind=entry.kind, late=entry.late)


def _write_entry(act: Act, taken: Taken, body: RecordEntry, corrects: EntryRow | None = None) -> EntryRow:
    check_entry(body)
    not_later_than_today(act, happened_on=body.happened_on)
    not_earlier_than(taken.row.enrolled_on, happened_on=body.happened_on)
    if body.kind is EntryKind.DUES:
        _once_a_month(act, taken, body.month, corrects)
    words = {"content": body.content, "place": body.place}
    entry = EntryRow(
        id=new_id(),
        placement_id=taken.row.id,
        serial=_next_serial(act, taken.row.id),
        happened_on=body.happened_on,
        kind=body.kind,
        sealed_words=act.seal.close(json.dumps(words, ensure_ascii=False)),
        month=body.month,
        amount=body.amount,
        recorder=act.actor.name_in(taken.post),
        recorded_on=act.today,
        late=act.today > _latest(act, taken.row, body.happened_on),
        corrects=corrects.id if corrects else None,
    )
    act.session.add(entry)
    act.session.flush()
    act.session.add(_unanswered(act, entry))
    act.session.flush()
    if body.kind is EntryKind.ROLE:
        _role_entered(act, taken, body.happened_on.year)
    return entry


def _unanswered(act: Act, entry: EntryRow) -> EntryAnswerRow:
    return EntryAnswerRow(
        entry_id=entry.id,
        placement_id=entry.placement_id,
        status=EntryStatus.ENTERED,
        confirmed_by=ConfirmedBy.NONE,
        since=act.today,
        objection="",
        review="",
    )


def _next_serial(act: Act, placement_id: UUID) -> int:
    last = select(func.max(EntryRow.serial)).where(EntryRow.placement_id == placement_id)
    return (act.session.scalar(last) or 0) + 1


def _latest(act: Act, row: PlacementRow, happened_on: date) -> date:
    days = policy_for(act.session, row.host_path, act.today).term("certificate.entry").amount
    return published_calendar().add_working_days(happened_on, days).due


def _once_a_month(act: Act, taken: Taken, month: str, corrects: EntryRow | None) -> None:
    corrected = select(EntryRow.corrects).where(EntryRow.placement_id == taken.row.id, EntryRow.corrects.is_not(None))
    same = select(EntryRow.id).where(
        EntryRow.placement_id == taken.row.id,
        EntryRow.kind == EntryKind.DUES,
        EntryRow.month == month,
        EntryRow.amount.is_not(None),
        EntryRow.id.not_in(corrected),
    )
    if corrects is not None:
        same = same.where(EntryRow.id != corrects.id)
    if act.session.scalars(same).first() is not None:
        raise DuesAlreadyRecorded(month=month)


def _role_entered(act: Act, taken: Taken, year: int) -> None:
    row = act.session.get(RoleYearRow, (taken.row.id, year))
    if row is not None and not row.done:
        row.done = True
        _close(act, taken, TaskKind.RECORD_ROLE_ENTRY, year, "record_entry")


def confirm_entry(act: Act, case_id: UUID, entry_id: UUID, body: ConfirmEntry) -> PlacementRow:
    """Also after the reminders have ended: the member's word counts whenever it comes."""
    taken = take_up(act, "confirm_entry", case_id)
    entry, answer = _step(act, taken, entry_id, "confirm_entry")
    body = own_word(act, body, "confirmed_on")
    if not body.signed_by_member:
        raise MemberHasNotSigned(fields=[{"field": "signed_by_member", "message": "须由党员本人签字"}])
    _answered_on(act, entry, "confirmed_on", body.confirmed_on)
    answer.confirmed_by, answer.answered_on = ConfirmedBy.MEMBER, body.confirmed_on
    _close(act, taken, TaskKind.CONFIRM_ENTRY, entry.serial, "confirm_entry")
    _tell_home(act, taken, entry)
    return put_down(act, taken, "confirm_entry", entry=str(entry_id), serial=entry.serial)


def object_to_entry(act: Act, case_id: UUID, entry_id: UUID, body: ObjectToEntry) -> PlacementRow:
    taken = take_up(act, "object_to_entry", case_id)
    entry, answer = _step(act, taken, entry_id, "object_to_entry")
    body = own_word(act, body, "objected_on")
    _answered_on(act, entry, "objected_on", body.objected_on)
    answer.answered_on, answer.objection, answer.since = body.objected_on, act.seal_text(body.text), act.today
    _close(act, taken, TaskKind.CONFIRM_ENTRY, entry.serial, "object_to_entry")
    _tell_home(act, taken, entry)
    return put_down(act, taken, "object_to_entry", entry=str(entry_id), serial=entry.serial, words=body.text)


def review_entry(act: Act, case_id: UUID, entry_id: UUID, body: ReviewEntry) -> PlacementRow:
    """The branch committee decides about an objection; the entry itself stays as it was written."""
    taken = take_up(act, "review_entry", case_id)
    entry, answer = _step(act, taken, entry_id, "review_entry")
    answer.review, answer.status = act.seal_text(body.text), EntryStatus(body.outcome)
    _close(act, taken, TaskKind.REVIEW_ENTRY, entry.serial, "review_entry")
    told = [entry]
    if body.outcome is ReviewOutcome.CORRECTED:
        told.append(_counter(act, taken, entry, body.correction))
    _tell_home(act, taken, *told)
    details = {"entry": str(entry_id), "serial": entry.serial, "outcome": body.outcome}
    return put_down(act, taken, "review_entry", words=body.text, **details)


def correct_entry(act: Act, case_id: UUID, entry_id: UUID, body: CorrectEntry) -> PlacementRow:
    taken = take_up(act, "correct_entry", case_id)
    entry, answer = _step(act, taken, entry_id, "correct_entry")
    answer.review = act.seal_text(body.text)
    _close(act, taken, TaskKind.CONFIRM_ENTRY, entry.serial, "correct_entry")
    counter = _counter(act, taken, entry, body.correction)
    _tell_home(act, taken, entry, counter)
    return put_down(
        act, taken, "correct_entry", entry=str(entry_id), serial=entry.serial, by=counter.serial, words=body.text
    )


def _counter(act: Act, taken: Taken, entry: EntryRow, correction: RecordEntry | None) -> EntryRow:
    """The right entry in place of the wrong one, or one that only takes it back."""
    if correction is not None:
        return _write_entry(act, taken, correction, entry)
    taken_back = RecordEntry(
        happened_on=entry.happened_on, kind=EntryKind.OTHER, content=f"第{entry.serial}号记载作废。"
    )
    return _write_entry(act, taken, taken_back, entry)


def _step(act: Act, taken: Taken, entry_id: UUID, verb: str) -> tuple[EntryRow, EntryAnswerRow]:
    """Raises NotFound, and StepAlreadyTaken naming who answered first."""
    entry = act.session.get(EntryRow, entry_id)
    if entry is None or entry.placement_id != taken.row.id:
        raise NotFound()
    answer = act.session.get_one(EntryAnswerRow, entry_id)
    before, after = ENTRY_STEPS[verb]
    if EntryStatus(answer.status) not in before:
        raise _answered_before(act, taken, answer)
    answer.status = after or answer.status
    return entry, answer


def _answered_before(act: Act, taken: Taken, answer: EntryAnswerRow) -> Refusal:
    status = EntryStatus(answer.status)
    verbs = ENDED_BY.get(status)
    sentence = f"这条记载现在是“{status.label}”，这一步已不能办理"
    return who_was_first(act.session, taken.row.case_id, set(verbs) if verbs else None, sentence)


def _answered_on(act: Act, entry: EntryRow, field: str, day: date) -> None:
    not_later_than_today(act, **{field: day})
    not_earlier_than(entry.happened_on, **{field: day})


def _close(act: Act, taken: Taken, kind: TaskKind, serial: int, verb: str) -> None:
    holder = taken.row.host_branch or taken.row.host_committee
    occurrence = f"{taken.row.attempt}.{serial}"
    close_task(act, taken.row.case_id, kind, holder, verb=verb, occurrence=occurrence)


def _tell_home(act: Act, taken: Taken, *entries: EntryRow) -> None:
    act.session.flush()
    write(act, taken.row, EntriesMade(entries=tuple(letter_entry(act, entry) for entry in entries)))
