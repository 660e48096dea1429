"""Dues that are not entered: the branch is alerted, reminds the member, looks into it (`dues.alert`, C-7 Art 13)."""

from datetime import date
from uuid import UUID

from services.outflow.certificate_life.contract import ArrearsLevel, ConsiderArrears, RemindOfDues
from services.outflow.certificate_life.domain import ALERT_TERMS, CHECKED_IN, alert_day
from services.outflow.certificate_life.ledger import dues_paid_to
from services.outflow.certificate_life.operations.taking_up import Taken, file_of, put_down, take_up
from services.outflow.certificate_life.snapshots import arrears_of, next_arrears, publish_certificate
from services.outflow.certificate_life.states import OpenArrears
from services.outflow.certificate_life.tables import ArrearsRow
from services.outflow.operations.casework import lock_case, not_later_than_today, note
from services.outflow.statuses import CaseStatus
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict
from shared.history import who_was_first
from shared.organisation_directory.queries import policy_for
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task

L = ArrearsLevel
STEP = "dues/"
TASKS = {L.WARN: TaskKind.REMIND_OF_DUES, L.CONSIDER: TaskKind.CONSIDER_ARREARS}


class NothingInArrears(Conflict):
    message = "该党员现在没有待办理的欠交党费提醒，请刷新页面查看最新情况。"


def begin_alert(act: Act, case_id: UUID, step: str) -> None:
    """The workflow says that the day has come; a repeat, or dues entered meanwhile, change nothing."""
    case = lock_case(act, case_id)
    file = file_of(act, case)
    if file is None or CaseStatus(case.status) not in CHECKED_IN:
        return
    for due in next_arrears(act, case):
        if f"{STEP}{due.occurrence}" == step and due.since <= act.today:
            act.session.add(ArrearsRow(case_id=case.id, paid_to=due.paid_to, level=due.level, since=due.since))
            note(act, "begin_dues_alert", case, None, paid_to=due.paid_to, level=due.level)
            publish_certificate(act, case, file)
            return


def remind_of_dues(act: Act, case_id: UUID, body: RemindOfDues) -> CaseRow:
    taken = take_up(act, "remind_of_dues", case_id)
    not_later_than_today(act, reminded_on=body.reminded_on)
    _settle(act, taken, "remind_of_dues", body.text, None, L.WARN)
    return put_down(act, taken, "remind_of_dues", reminded_on=body.reminded_on.isoformat(), words=body.text)


def consider_arrears(act: Act, case_id: UUID, body: ConsiderArrears) -> CaseRow:
    """Settles the warning as well; what follows from it is another process, opened by people (条例 Art 31(6))."""
    taken = take_up(act, "consider_arrears", case_id)
    not_later_than_today(act, considered_on=body.considered_on)
    _settle(act, taken, "consider_arrears", body.text, body.good_reason, L.CONSIDER, L.WARN)
    return put_down(act, taken, "consider_arrears", good_reason=body.good_reason, words=body.text)


def _settle(act: Act, taken: Taken, verb: str, text: str, good_reason: bool | None, *levels: ArrearsLevel) -> None:
    """Raises NothingInArrears, StepAlreadyTaken: the first level named must wait for it."""
    rows = [row for row in arrears_of(act, taken.case.id) if row.level in levels]
    waiting = [row for row in rows if row.settled_on is None]
    if not any(row.level == levels[0] for row in waiting):
        if any(row.level == levels[0] for row in rows):
            raise who_was_first(act.session, taken.case.id, {verb, "record_dues", "letter_entries_made"}, "已经办理")
        raise NothingInArrears()
    for row in waiting:
        row.sealed_text, row.good_reason = act.seal_text(text), good_reason
        _end(act, taken.case, row, verb)


def settle_paid(act: Act, case: CaseRow, verb: str) -> None:
    """Dues have been entered: what they make up for is not asked any more."""
    paid, pack = dues_paid_to(act, case), policy_for(act.session, case.home_path, act.today)
    for row in arrears_of(act, case.id):
        months = pack.term(ALERT_TERMS[L(row.level)]).amount
        if row.settled_on is None and alert_day(paid, months) > act.today:
            _end(act, case, row, verb)


def _end(act: Act, case: CaseRow, row: ArrearsRow, verb: str) -> None:
    row.settled_on = act.today
    level = L(row.level)
    occurrence = OpenArrears(paid_to=row.paid_to, level=level, since=row.since).occurrence
    close_task(act, case.id, TASKS[level], case.home_branch, verb=verb, occurrence=occurrence)


def ask_again_from(act: Act, case: CaseRow, on: date) -> None:
    """After a rest the terms of what is still open count anew."""
    for row in arrears_of(act, case.id):
        if row.settled_on is None:
            row.since = on
