"""What happens without an act of W-07 itself: the case changes, a day comes, a task is to be opened."""

from datetime import date, timedelta
from uuid import UUID

from services.outflow.contract import CaseStatus
from services.outflow.lost_contact.contract import OVER, LostStatus
from services.outflow.lost_contact.domain import LOSING, SEARCHED, owed_tasks
from services.outflow.lost_contact.operations.measures import begin_term, withdraw_measure
from services.outflow.lost_contact.operations.searching import ask_to_confirm, has_found
from services.outflow.lost_contact.queries import dead_channels, newest
from services.outflow.lost_contact.snapshots import lost_state, publish_lost
from services.outflow.lost_contact.tables import LostContactRow
from services.outflow.operations.casework import lock_case, note
from services.outflow.operations.duties import DutyNoLongerOwed
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict
from shared.organisation_directory.queries import policy_for
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask
from shared.terms import add_months

S = LostStatus


class RestoredOnApplicationOnly(Conflict):
    message = "该党员因失去联系被停止党籍：请登记其恢复党籍申请，经支部大会讨论、党委审批后恢复。"


def follow_case(act: Act, case: CaseRow) -> None:
    """Called whenever the case has changed: a risk begins a loss, everything but a loss ends it."""
    row = newest(act, case.id)
    if row is not None and LostStatus(row.status) in OVER:
        row = None
    if not case.is_open:
        _case_is_over(act, case, row)
    elif case.status == CaseStatus.CONTACT_AT_RISK:
        _begin(act, case, row)
    elif case.status == CaseStatus.SUSPENDED:
        _is_suspended(act, case, row)
    elif row is not None and CaseStatus(case.status) not in LOSING:
        _has_been_reached(act, case, row)


def _case_is_over(act: Act, case: CaseRow, row: LostContactRow | None) -> None:
    if row is not None:
        withdraw_measure(act, row)
        row.status = S.ENDED
        publish_lost(act, case, row, "end_case")


def _begin(act: Act, case: CaseRow, row: LostContactRow | None) -> None:
    """A new loss; one whose finding is still open, or whose term to correct runs, begins anew in the same row."""
    if row is not None and LostStatus(row.status) in SEARCHED:
        return
    since = case.at_risk_since or act.today
    if row is None:
        row = _new_loss(act, case)
    else:
        withdraw_measure(act, row)
    row.status, row.since, row.last_proof_on = S.SUSPECTED, since, case.last_proof_on or since
    row.confirm_on = _confirm_day(act, case, row.last_proof_on)
    row.confirm_since = row.found_on = row.finding = row.correct_by = row.correction_since = row.measure_since = None
    act.session.add(row)
    note(act, "suspect_loss", case, None, origin=row.origin, last_proof_on=row.last_proof_on.isoformat())
    publish_lost(act, case, row, "suspect_loss")


def _new_loss(act: Act, case: CaseRow) -> LostContactRow:
    return LostContactRow(
        case_id=case.id,
        version=0,
        meetings=0,
        settled_abroad=False,
        origin="DEAD_CHANNEL" if dead_channels(act, case.id) else "SILENCE",
        policy=policy_for(act.session, case.home_path, act.today).reference,
    )


def _confirm_day(act: Act, case: CaseRow, last_proof_on: date) -> date:
    """The day after the term of 条例 Art 24 has run out; kept, whatever rules come later."""
    months = policy_for(act.session, case.home_path, act.today).term("lost.confirm").amount
    return add_months(last_proof_on, months) + timedelta(days=1)


def _is_suspended(act: Act, case: CaseRow, row: LostContactRow | None) -> None:
    """By a decision outside W-07: the two years run all the same (5.1)."""
    if row is not None and row.status == S.SUSPENDED:
        return
    if row is None:
        row = _new_loss(act, case)
        row.since = row.last_proof_on = row.confirm_on = case.suspended_on or act.today
    else:
        withdraw_measure(act, row)
    row.status = S.SUSPENDED
    begin_term(act, case, row)
    act.session.add(row)
    publish_lost(act, case, row, "suspend_case")


def _has_been_reached(act: Act, case: CaseRow, row: LostContactRow) -> None:
    """By a contact, a report at the host, an enrolment. Before a search had begun nothing has to be found out."""
    if row.status == S.SUSPECTED:
        row.status = S.CLEARED
    elif LostStatus(row.status) in SEARCHED:
        has_found(act, row)
    elif row.status == S.SUSPENDED:
        _refuse_a_shorter_way(row)
        row.status, row.measure_since = S.RESTORED, None
    else:
        return
    publish_lost(act, case, row, "member_found")


def _refuse_a_shorter_way(row: LostContactRow) -> None:
    """Who was suspended because he was lost is restored on his application (条例 Art 24), in no other way."""
    if row.confirmed_on is not None or row.finding is not None:
        raise RestoredOnApplicationOnly()


def begin_lost_step(act: Act, subject: UUID, step: str) -> None:
    """A day has come: people are asked. Idempotent; a step that the loss has outrun changes nothing."""
    row = act.session.get(LostContactRow, subject)
    if row is None:
        return
    case = lock_case(act, row.case_id)
    act.session.refresh(row)
    name, _, day = step.partition("/")
    if name in STEPS and STEPS[name](act, case, row, day):
        note(act, f"{name}_day", case, None, day=day)
        publish_lost(act, case, row, f"{name}_day")


def _confirm(act: Act, case: CaseRow, row: LostContactRow, day: str) -> bool:
    return day == str(row.confirm_on) and ask_to_confirm(act, case, row)


def _review(act: Act, _: CaseRow, row: LostContactRow, day: str) -> bool:
    if row.status != S.CORRECTING or row.correction_since is not None or day != str(row.correct_by):
        return False
    row.correction_since = act.today
    return True


def _lapse(act: Act, _: CaseRow, row: LostContactRow, day: str) -> bool:
    if row.status != S.SUSPENDED or row.lapse_since is not None or day != str(row.lapse_on):
        return False
    row.lapse_since = act.today
    row.measure_since = row.measure_since or act.today
    return True


STEPS = {"confirm": _confirm, "review": _review, "lapse": _lapse}


def open_lost_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises DutyNoLongerOwed, so that a workflow that lags behind cannot open a stale task."""
    case = lock_case(act, opening.case_id)
    row = newest(act, case.id)
    if row is None or LostStatus(row.status) in OVER:
        raise DutyNoLongerOwed(status=case.status)
    if (opening.kind, opening.occurrence) not in owed_tasks(lost_state(act, case, row)):
        raise DutyNoLongerOwed(status=row.status)
    return tasks.open_task(act, opening, case.number)
