"""Opening tasks for this service's cases, and what rungs set in motion (W-01, W-04)."""

from collections.abc import Callable

from services.outflow.contract import CaseStatus, CertificateStatus, ContactStatus
from services.outflow.domain.mobility import AWAY, NOT_YET_REPORTED
from services.outflow.operations.casework import lock_case, note, write
from services.outflow.operations.contact import flag_contact_at_risk, miss_contact
from services.outflow.snapshots import live_certificate, publish, publish_contact, quarters_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict, Invalid
from shared.letters.contract import PleaseLook
from shared.policy.ladder import RungEffect
from shared.policy.schedule import PlannedRung
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask
from shared.tasks.operations import Effects
from shared.tasks.tables import TaskRow

K, S, C = TaskKind, CaseStatus, CertificateStatus


class DutyNoLongerOwed(Conflict):
    message = "个案已往前走，这项任务不再需要。"


class TaskNotKeptHere(Invalid):
    message = "这个服务不办理这项任务，请核对任务种类。"


def _certificate_is(*wanted: CertificateStatus | None) -> Callable[[Act, CaseRow, str], bool]:
    def owed(act: Act, case: CaseRow, _: str) -> bool:
        certificate = live_certificate(case)
        return case.status == S.ELIGIBLE and (certificate.status if certificate else None) in wanted

    return owed


def _quarter_is_open(act: Act, case: CaseRow, quarter: str) -> bool:
    settled = (ContactStatus.DONE, ContactStatus.DONE_LATE)
    return S(case.status) in AWAY and any(
        q.quarter == quarter and q.status not in settled for q in quarters_of(act, case)
    )


STILL_OWED: dict[TaskKind, Callable[[Act, CaseRow, str], bool]] = {
    K.BRIEF_MEMBER: lambda _, c, __: c.status == S.ELIGIBLE and c.briefed_on is None,
    K.REQUEST_CERTIFICATE: _certificate_is(None),
    K.SEAL_CERTIFICATE: _certificate_is(C.NUMBERED),
    K.ISSUE_CERTIFICATE: _certificate_is(C.SEALED),
    K.NAME_HOST: lambda _, c, occurrence: occurrence == f"{c.attempt}.{c.name_host_since}",
    K.SEND_PAPER_NOTICE: lambda _, c, __: c.paper_notice_since is not None,
    K.REPORT_AT_HOST: lambda _, c, __: c.reported_on is None and S(c.status) in NOT_YET_REPORTED,
    K.ANSWER_QUERY: lambda _, c, occurrence: c.query_since is not None and occurrence == f"{c.attempt}.{c.queries}",
    K.CONSIDER_OBJECTION: lambda _, c, __: c.may_object,
    K.COORDINATE_JOINTLY: lambda _, c, __: c.coordination_since is not None,
    K.CONTACT_MEMBER: _quarter_is_open,
}
"""When a duty still stands, so that a workflow that lags behind cannot open a stale task."""


def open_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises TaskNotKeptHere, and DutyNoLongerOwed when the case has moved on and the task was never opened."""
    owed = STILL_OWED.get(opening.kind)
    if owed is None:
        raise TaskNotKeptHere()
    case = lock_case(act, opening.case_id)
    if not owed(act, case, opening.occurrence):
        raise DutyNoLongerOwed(status=case.status)
    return tasks.open_task(act, opening, case.number)


def _report_overdue(act: Act, task: TaskRow, _: PlannedRung) -> None:
    case = lock_case(act, task.case_id)
    if case.status == S.DEPARTED:
        case.status = S.REPORT_OVERDUE
        _tell_all(act, case, "report_overdue")


def _ask_host_to_look(act: Act, task: TaskRow, rung: PlannedRung) -> None:
    case = lock_case(act, task.case_id)
    if case.host_on_platform and write(act, case, PleaseLook(reason=rung.why.text)) is not None:
        _tell_all(act, case, "ask_host_to_look")


def _contact_at_risk(act: Act, task: TaskRow, _: PlannedRung) -> None:
    flag_contact_at_risk(act, lock_case(act, task.case_id))


def _miss_contact(act: Act, task: TaskRow, _: PlannedRung) -> None:
    miss_contact(act, lock_case(act, task.case_id), task.occurrence)


def _objection_lapsed(act: Act, task: TaskRow, _: PlannedRung) -> None:
    """The term to object has passed; home is asked for another host."""
    case = lock_case(act, task.case_id)
    if case.may_object:
        case.may_object, case.name_host_since = False, act.today
        tasks.withdraw_task(act, task.id)
        _tell_all(act, case, "objection_lapsed")


def _tell_all(act: Act, case: CaseRow, verb: str) -> None:
    note(act, verb, case, None)
    publish(act, case)
    publish_contact(act, case)


EFFECTS: Effects = {
    RungEffect.REPORT_OVERDUE: _report_overdue,
    RungEffect.ASK_HOST_TO_LOOK: _ask_host_to_look,
    RungEffect.CONTACT_AT_RISK: _contact_at_risk,
    RungEffect.MISS_CONTACT: _miss_contact,
    RungEffect.OBJECTION_LAPSED: _objection_lapsed,
}
