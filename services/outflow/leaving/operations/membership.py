"""What happens to membership while the member is away: its end, its suspension, a penalty, an exemption (5.1)."""

from uuid import UUID

from services.outflow.leaving.contract import (
    RecordEnding,
    RecordExemption,
    RecordPenalty,
    RestoreMembership,
    SuspendMembership,
)
from services.outflow.leaving.operations.taking_up import take_up
from services.outflow.operations.casework import already_taken, not_later_than_today, note
from services.outflow.operations.ending import end_case, resume_case, suspend_case
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow
from shared.act import Act


def record_ending(act: Act, case_id: UUID, body: RecordEnding) -> CaseRow:
    """Death, expulsion, removal, lapse, revocation. Everything that was asked ends with it."""
    case, post = take_up(act, "record_ending", case_id)
    not_later_than_today(act, ended_on=body.ended_on)
    end_case(act, case, body.reason, body.ended_on, post=post, words=body.text)
    return case


def suspend_membership(act: Act, case_id: UUID, body: SuspendMembership) -> CaseRow:
    case, post = take_up(act, "suspend_membership", case_id)
    not_later_than_today(act, decided_on=body.decided_on)
    words = f"{body.cause}：{body.resolution}"
    suspend_case(act, case, body.decided_on, post=post, words=words)
    return case


def restore_membership(act: Act, case_id: UUID, body: RestoreMembership) -> CaseRow:
    case, post = take_up(act, "restore_membership", case_id)
    not_later_than_today(act, decided_on=body.decided_on)
    resume_case(act, case, body.decided_on, post=post, words=body.resolution)
    return case


def record_penalty(act: Act, case_id: UUID, body: RecordPenalty) -> CaseRow:
    """The case goes on; the certificate's entry is made by whoever keeps it."""
    case, post = take_up(act, "record_penalty", case_id)
    not_later_than_today(act, decided_on=body.decided_on)
    until = body.until.isoformat() if body.until else None
    details = {"penalty": body.penalty, "decided_on": body.decided_on.isoformat(), "until": until}
    note(act, "record_penalty", case, post, words=body.text, **details)
    publish(act, case)
    return case


def record_exemption(act: Act, case_id: UUID, body: RecordExemption) -> CaseRow:
    """D-70: it stays while he is away; the quarterly contact (D-38) is owed all the same."""
    case, post = take_up(act, "record_exemption", case_id)
    if case.exempt_since is not None:
        raise already_taken(act, case, "record_exemption")
    not_later_than_today(act, granted_on=body.granted_on)
    case.exempt_since = body.granted_on
    note(act, "record_exemption", case, post, granted_on=body.granted_on.isoformat(), words=body.resolution)
    publish(act, case)
    return case
