"""Quarterly contact: opening a quarter, recording contacts and attempts, missing one (D-38, W-04)."""

import json
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from services.outflow.contract import CaseStatus, ContactStatus, RecordContact
from services.outflow.domain.contact import after_contact, missed_before
from services.outflow.domain.mobility import AWAY, NOT_YET_REPORTED, after_found
from services.outflow.operations.arrival import cancel_search, proof_of_contact
from services.outflow.operations.casework import lock_case, not_later_than_today, note, take_up
from services.outflow.snapshots import at_risk_on, publish, publish_contact, quarters_of
from services.outflow.tables import CaseRow, ContactEntryRow, ContactQuarterRow
from shared.act import Act
from shared.errors import Invalid
from shared.identifiers import new_id
from shared.organisation_directory.queries import policy_for
from shared.policy.contact_period import contact_period
from shared.policy.moments import period_named
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


class ContactChannelUnknown(Invalid):
    message = "联系方式不在规定的选项里，请重新选择。"


class ContactBeforeDeparture(Invalid):
    message = "联系日期早于党员流出的日期，请核对。"


NOTES = ("thinking", "work", "life", "told", "follow_up")


def begin_step(act: Act, subject: UUID, step: str) -> None:
    """A period (`2026Q4`) begins, or six months without proof of contact have passed (`risk/…`)."""
    case = lock_case(act, subject)
    if not step.startswith("risk/"):
        open_contact(act, case, str(period_named(step)))
    elif step == f"risk/{at_risk_on(act, case)}":
        flag_contact_at_risk(act, case)


def open_contact(act: Act, case: CaseRow, quarter: str) -> None:
    """A repeat, or a quarter that was contacted early, changes nothing."""
    if CaseStatus(case.status) not in AWAY:
        return
    statuses = {q.quarter: ContactStatus(q.status) for q in quarters_of(act, case)}
    statement = insert(ContactQuarterRow).values(
        id=new_id(),
        case_id=case.id,
        quarter=quarter,
        status=ContactStatus.OPEN,
        second_in_a_row=missed_before(statuses, quarter),
        attempts=0,
    )
    opened = statement.on_conflict_do_nothing().returning(ContactQuarterRow.id)
    if act.session.execute(opened).scalar() is not None:
        note(act, "open_contact", case, None, quarter=quarter)
        publish_contact(act, case)


def record_contact(act: Act, case_id: UUID, body: RecordContact) -> CaseRow:
    """Every attempt is kept; only a two-way contact closes a quarter and counts as proof of contact."""
    case, post = take_up(act, "record_contact", case_id)
    _check(act, case, body)
    notes = json.dumps({name: getattr(body, name) for name in NOTES}, ensure_ascii=False)
    act.session.add(
        ContactEntryRow(
            case_id=case.id,
            contacted_on=body.contacted_on,
            channel=body.channel,
            outgoing=body.outgoing,
            reached=body.reached,
            sealed_notes=act.seal.close(notes),
            recorded_by=act.actor.name_in(post),
            recorded_at=act.at,
        )
    )
    period = str(contact_period(body.contacted_on, abroad=case.abroad))
    _settle_quarters(act, case, period, body)
    note(act, "record_contact", case, post, quarter=period, reached=body.reached, channel=body.channel)
    if body.reached:
        has_been_reached(act, case, body.contacted_on)
    publish_contact(act, case)
    return case


def _check(act: Act, case: CaseRow, body: RecordContact) -> None:
    not_later_than_today(act, contacted_on=body.contacted_on)
    if case.departed_on and body.contacted_on < case.departed_on:
        raise ContactBeforeDeparture(fields=[{"field": "contacted_on", "message": f"早于 {case.departed_on}"}])
    if policy_for(act.session, case.home_path, act.today).contact_channel(body.channel) is None:
        raise ContactChannelUnknown(fields=[{"field": "channel", "message": "请从选项中选择"}])


def _settle_quarters(act: Act, case: CaseRow, period: str, body: RecordContact) -> None:
    rows = {q.quarter: q for q in quarters_of(act, case)}
    if period not in rows:
        rows[period] = ContactQuarterRow(
            id=new_id(), case_id=case.id, quarter=period, status=ContactStatus.OPEN, attempts=0
        )
        act.session.add(rows[period])
    rows[period].attempts += 1
    statuses = {quarter: ContactStatus(row.status) for quarter, row in rows.items()}
    for quarter, status in after_contact(statuses, period, body.reached).items():
        rows[quarter].status = status
        if status in (ContactStatus.DONE, ContactStatus.DONE_LATE):
            rows[quarter].done_on = rows[quarter].done_on or body.contacted_on
            close_task(
                act, case.id, TaskKind.CONTACT_MEMBER, case.home_branch, verb="record_contact", occurrence=quarter
            )
    _notice_misses_in_a_row(rows.values())


def _notice_misses_in_a_row(rows: Collection[ContactQuarterRow]) -> None:
    """Anew after every change: a late record undoes a miss, and the quarter that begins at the midnight of a miss
    may have been opened just before it."""
    statuses = {row.quarter: ContactStatus(row.status) for row in rows}
    for row in rows:
        if row.status in (ContactStatus.OPEN, ContactStatus.ATTEMPTED):
            row.second_in_a_row = missed_before(statuses, row.quarter)


def has_been_reached(act: Act, case: CaseRow, on: date) -> None:
    proof_of_contact(case, on)
    if case.status == CaseStatus.CONTACT_AT_RISK:
        case.status = after_found(
            case.reported_on is not None, case.active_on is not None, relocating=case.relocating_since is not None
        )
        cancel_search(act, case, "record_contact")
        note(act, "member_found", case, None)
        publish(act, case)


def has_shown_himself(act: Act, case: CaseRow, on: date) -> None:
    """He took part or paid on that day (C-15). The six months count from it; it is no contact of the quarter (D-38)."""
    if case.last_proof_on is not None and on <= case.last_proof_on:
        return
    proof_of_contact(case, on)
    if case.status == CaseStatus.CONTACT_AT_RISK and at_risk_on(act, case) > act.today:
        has_been_reached(act, case, on)
    publish_contact(act, case)


def flag_contact_at_risk(act: Act, case: CaseRow) -> None:
    """The branch is asked to search (W-07); nothing else happens by itself."""
    status = CaseStatus(case.status)
    if status is CaseStatus.ACTIVE or status in NOT_YET_REPORTED - {CaseStatus.CONTACT_AT_RISK}:
        case.status, case.at_risk_since = CaseStatus.CONTACT_AT_RISK, act.today
        note(act, "flag_contact_at_risk", case, None, last_proof_on=str(case.last_proof_on))
        publish(act, case)
        publish_contact(act, case)


def miss_contact(act: Act, case: CaseRow, quarter: str) -> None:
    """The quarter has ended without a two-way contact."""
    rows = quarters_of(act, case)
    row = next((q for q in rows if q.quarter == quarter), None)
    if row is not None and row.status in (ContactStatus.OPEN, ContactStatus.ATTEMPTED):
        row.status = ContactStatus.MISSED
        _notice_misses_in_a_row(rows)
        note(act, "miss_contact", case, None, quarter=quarter)
        publish_contact(act, case)
