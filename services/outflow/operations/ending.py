"""A case ends, rests, or goes on again. Other processes call these inside their own acts (W-01, rulebook 5.1)."""

from datetime import date

from sqlalchemy import and_, or_, update

from services.outflow.contract import CLOSED, CaseStatus, ContactStatus, EndReason, report_occurrence
from services.outflow.domain.mobility import after_found
from services.outflow.operations.casework import already_taken, note, write, write_to_former
from services.outflow.snapshots import publish, publish_contact, quarters_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.letters.bodies_leaving import CaseClosed, CaseSuspended
from shared.organisation_directory.queries import policy_for
from shared.policy.contact_period import contact_period, first_contact_period
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.contract import TaskStatus
from shared.tasks.operations import cancel_case_tasks
from shared.tasks.tables import TaskRow

RESTS = ("suspend_case", "mark_lost")
BY_A_REST = (*RESTS, "announce_return")
"""Acts that took back what is owed again when the case goes on; a return may be called off."""


def end_case(
    act: Act, case: CaseRow, reason: EndReason, on: date, *, post: Post | None = None, words: str = ""
) -> None:
    """Death, expulsion, removal, lapse, revocation: every task, timer and message stops at once, the host is told.
    Raises StepAlreadyTaken when the case is over."""
    case.ended_on, case.ended_reason = on, reason
    close_case(act, case, CaseStatus.CLOSED_ENDED, "end_case", reason, on)
    note(act, "end_case", case, post, reason=reason, on=on.isoformat(), words=words)
    tell_all(act, case)


def close_case(act: Act, case: CaseRow, status: CaseStatus, verb: str, reason: str, on: date) -> None:
    """What every end has in common. Raises StepAlreadyTaken when the case is over."""
    refuse_when_over(act, case)
    case.status, case.is_open = status, False
    case.at_risk_since = None
    cancel_case_tasks(act, case.id, verb=verb)
    if case.departed_on is not None:
        closed = CaseClosed(reason=reason, closed_on=on)
        write(act, case, closed)
        write_to_former(act, case, closed)


OF_THE_HOST = (
    TaskKind.NAME_HOST,
    TaskKind.SEND_PAPER_NOTICE,
    TaskKind.ANSWER_QUERY,
    TaskKind.CONSIDER_OBJECTION,
    TaskKind.COORDINATE_JOINTLY,
    TaskKind.RELOCATE_MEMBER,
)
"""What a host has said, or the lack of one; a return clears it, and a host that is asked anew begins anew."""

OF_BEING_AWAY = (
    *OF_THE_HOST,
    TaskKind.REPORT_AT_HOST,
    TaskKind.CONTACT_MEMBER,
    TaskKind.SEARCH_MEMBER,
    TaskKind.SETTLE_HOST_CLAIM,
)
"""What the case asks for while the member is away; other processes end theirs themselves."""


def suspend_case(act: Act, case: CaseRow, on: date, *, post: Post | None = None, words: str = "") -> None:
    """Membership suspended: W-04 to W-06 rest; the placement stays, the host is told."""
    _rest(act, case, CaseStatus.SUSPENDED)
    cancel_case_tasks(act, case.id, verb="suspend_case")
    case.suspended_on = on
    if case.departed_on is not None:
        write(act, case, CaseSuspended(since=on, suspended=True))
    note(act, "suspend_case", case, post, on=on.isoformat(), words=words)
    tell_all(act, case)


def mark_lost(act: Act, case: CaseRow, on: date, *, post: Post | None = None, words: str = "") -> None:
    """W-07: lost contact is confirmed; what is owed from now on is the process of the lost member."""
    _rest(act, case, CaseStatus.LOST)
    take_back_tasks(act, case, "mark_lost", *OF_BEING_AWAY)
    note(act, "mark_lost", case, post, on=on.isoformat(), words=words)
    tell_all(act, case)


def resume_case(act: Act, case: CaseRow, on: date, *, post: Post | None = None, words: str = "") -> None:
    """Found, or membership restored: the case goes on where it stood, contact is owed from `on`."""
    if case.status not in (CaseStatus.SUSPENDED, CaseStatus.LOST):
        raise already_taken(act, case)
    if case.suspended_on is not None and case.departed_on is not None:
        write(act, case, CaseSuspended(since=on, suspended=False))
    case.status, case.suspended_on = _goes_on_as(case), None
    if case.departed_on is not None:
        case.last_proof_on = max(case.last_proof_on or on, on)
        pack = policy_for(act.session, case.home_path, act.today)
        first = first_contact_period(on, pack, abroad=case.abroad).first
        case.owed_from = max(case.owed_from or first, first)
        ask_again(act, case, str(contact_period(on, abroad=case.abroad)), *RESTS)
    note(act, "resume_case", case, post, on=on.isoformat(), words=words)
    tell_all(act, case)


def _goes_on_as(case: CaseRow) -> CaseStatus:
    if case.departed_on is None:
        return CaseStatus.ELIGIBLE
    if case.returning_since is not None:
        return CaseStatus.RETURNING
    return after_found(
        case.reported_on is not None,
        case.active_on is not None,
        relocating=case.relocating_since is not None,
        refused=case.refused_on is not None,
    )


def _rest(act: Act, case: CaseRow, status: CaseStatus) -> None:
    refuse_when_over(act, case)
    if case.status == status:
        raise already_taken(act, case)
    case.status, case.at_risk_since = status, None


def take_back_tasks(act: Act, case: CaseRow, verb: str, *kinds: TaskKind) -> None:
    """Open tasks of these kinds are not owed any more."""
    mine = (TaskRow.case_id == case.id, TaskRow.status == TaskStatus.OPEN, TaskRow.kind.in_(kinds))
    ended = {"status": TaskStatus.CANCELLED, "closed_at": act.at, "closed_by_act": verb}
    act.session.execute(update(TaskRow).where(*mine).values(**ended))


def end_for_good(act: Act, case: CaseRow, verb: str, *kinds: TaskKind) -> None:
    """Open tasks of these kinds, and those that a rest took back, are never asked for again."""
    rested = and_(TaskRow.status == TaskStatus.CANCELLED, TaskRow.closed_by_act.in_(BY_A_REST))
    mine = (TaskRow.case_id == case.id, TaskRow.kind.in_(kinds), or_(TaskRow.status == TaskStatus.OPEN, rested))
    ended = {"status": TaskStatus.CANCELLED, "closed_at": act.at, "closed_by_act": verb}
    act.session.execute(update(TaskRow).where(*mine).values(**ended))


def refuse_when_over(act: Act, case: CaseRow) -> None:
    """Raises StepAlreadyTaken naming who closed it."""
    if CaseStatus(case.status) in CLOSED:
        raise already_taken(act, case)


def ask_again(act: Act, case: CaseRow, period: str, *verbs: str) -> None:
    """What the rest took back is owed again: of contacts only this period's, and the report at the host."""
    settled = (ContactStatus.DONE, ContactStatus.DONE_LATE)
    this_period = {q.quarter for q in quarters_of(act, case) if q.quarter == period and q.status not in settled}
    report = set() if case.reported_on else {report_occurrence(case.former_attempt)}
    own = (TaskKind.CONTACT_MEMBER, TaskKind.REPORT_AT_HOST, TaskKind.SEARCH_MEMBER)
    owed = or_(
        TaskRow.kind.not_in(own),
        and_(TaskRow.kind == TaskKind.CONTACT_MEMBER, TaskRow.occurrence.in_(this_period)),
        and_(TaskRow.kind == TaskKind.REPORT_AT_HOST, TaskRow.occurrence.in_(report)),
    )
    again = update(TaskRow).where(
        TaskRow.case_id == case.id, TaskRow.status == TaskStatus.CANCELLED, TaskRow.closed_by_act.in_(verbs), owed
    )
    act.session.execute(again.values(status=TaskStatus.OPEN, closed_at=None, closed_by_act=None))


def tell_all(act: Act, case: CaseRow) -> None:
    publish(act, case)
    publish_contact(act, case)
