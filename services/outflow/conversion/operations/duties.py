"""Opening W-06's tasks while they are owed, and the steps that begin on their day."""

from collections.abc import Callable
from uuid import UUID

from services.outflow.conversion.contract import OVER, OpinionStep, Stage
from services.outflow.conversion.domain.machine import BEFORE_THE_MEETING, MAY_MEET, RESOLVED, SETTLED
from services.outflow.conversion.operations.casework import find, opinion_is, put_down
from services.outflow.conversion.operations.opening import prepare
from services.outflow.conversion.snapshots import milestones_of
from services.outflow.conversion.tables import ConversionRow
from services.outflow.operations.casework import lock_case
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

K, S, P = TaskKind, Stage, OpinionStep


class ConversionTaskNotOwed(Conflict):
    message = "转正程序已往前走，这项任务不再需要。"


OWED: dict[TaskKind, Callable[[ConversionRow], bool]] = {
    K.RECORD_ADMISSION: lambda row: row.probation_end is None,
    K.RECORD_APPLICATION: lambda row: row.stage == S.PREPARED and row.applied_on is None,
    K.REQUEST_OPINION: lambda row: row.stage == S.PREPARED and row.request_open and opinion_is(row, P.NOT_ASKED),
    K.URGE_OPINION: lambda row: opinion_is(row, P.OVERDUE),
    K.CONSIDER_WAIVER: lambda row: row.waiver_open,
    K.HOLD_CONVERSION_MEETING: lambda row: Stage(row.stage) in BEFORE_THE_MEETING | MAY_MEET,
    K.REPORT_RESOLUTION: lambda row: Stage(row.stage) in RESOLVED,
    K.DECIDE_CONVERSION: lambda row: row.stage == S.AT_COMMITTEE,
    K.ANNOUNCE_CONVERSION: lambda row: row.stage == S.APPROVED,
}


def open_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises ConversionTaskNotOwed when the process has moved on, or a newer round asks under another name."""
    case = lock_case(act, opening.case_id)
    row = find(act, case)
    current = row is not None and opening.occurrence == str(row.round) and Stage(row.stage) not in OVER
    if row is None or not current or not OWED[opening.kind](row):
        raise ConversionTaskNotOwed(stage=row.stage if row else "")
    return tasks.open_task(act, opening, case.number)


def begin_step(act: Act, subject: UUID, step: str) -> None:
    """`prepare/…`, `request/…`, `overdue/…`, `waiver/…`: on their day; a repeat or an outrun one changes nothing."""
    case = lock_case(act, subject)
    row = find(act, case)
    begins = STEPS.get(step.split("/")[0])
    if row is not None and begins is not None and not any(pause["end"] is None for pause in row.pauses):
        begins(act, case, row)


def _prepare(act: Act, case: CaseRow, row: ConversionRow) -> None:
    days = milestones_of(act, case, row)
    if row.stage == S.WATCHING and days is not None and days.prepare_on <= act.today:
        prepare(act, case, row)


def _request(act: Act, case: CaseRow, row: ConversionRow) -> None:
    days = milestones_of(act, case, row)
    if row.request_open or row.stage != S.PREPARED or days is None or act.today < days.request_on:
        return
    row.request_open = True
    put_down(act, "conversion_request_due", case, row, None)


def _overdue(act: Act, case: CaseRow, row: ConversionRow) -> None:
    days = milestones_of(act, case, row)
    if opinion_is(row, P.REQUESTED) and days is not None and days.overdue_on <= act.today:
        row.opinion_step = P.OVERDUE
        put_down(act, "opinion_overdue", case, row, None)


def _waiver(act: Act, case: CaseRow, row: ConversionRow) -> None:
    """The committee may decide now; it is asked, and nothing happens without it."""
    days = milestones_of(act, case, row)
    settled = OpinionStep(row.opinion_step) in SETTLED or row.waiver_open
    if settled or row.stage != S.PREPARED or days is None or act.today < days.waivable_from:
        return
    row.waiver_open = True
    put_down(act, "opinion_may_be_waived", case, row, None)


STEPS: dict[str, Callable[[Act, CaseRow, ConversionRow], None]] = {
    "prepare": _prepare,
    "request": _request,
    "overdue": _overdue,
    "waiver": _waiver,
}
