"""Taking up a conversion: the case locked first, then its conversion; actor and stage checked; and putting it down."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.outflow.contract import CaseStatus
from services.outflow.conversion.contract import OpinionStep, Stage
from services.outflow.conversion.domain.machine import LED_HERE, NotThisStage, check, step
from services.outflow.conversion.permissions import PERMISSIONS
from services.outflow.conversion.snapshots import publish_conversion, stays_of
from services.outflow.conversion.tables import ConversionRow, HostStayRow
from services.outflow.domain.mobility import LED_HERE as CASE_LED_HERE
from services.outflow.operations.casework import lock_case, note
from services.outflow.queries import standing_of
from services.outflow.snapshots import publish
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import Conflict, Invalid, NotAtThisStep
from shared.history import who_was_first
from shared.letters.contract import Body, Side
from shared.letters.operations import write_letter
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.operations import cancel_task, close_task


class NotProbationary(Conflict):
    message = "该党员不是外出的预备党员，没有转正事项；请核对是否选错了个案。"


class MembershipSuspended(Conflict):
    message = "该党员党籍停止期间，转正程序暂停；请在恢复后再办理。"


class AdmissionUnknown(Conflict):
    message = "还没有登记支部大会接收为预备党员的日期，请先补录。"


class DateTooEarly(Invalid):
    message = "日期早于上一步的日期，请核对。"


def find(act: Act, case: CaseRow) -> ConversionRow | None:
    query = select(ConversionRow).where(ConversionRow.case_id == case.id).with_for_update()
    return act.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def take_up(act: Act, verb: str, case_id: UUID) -> tuple[CaseRow, ConversionRow, Post]:
    """Raises NotFound, NotYourPost, NotProbationary, MembershipSuspended, NotAtThisStep (its turn is still to come),
    StepAlreadyTaken (names who was first)."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, verb, PERMISSIONS, standing_of(case))
    row = find(act, case)
    if row is None:
        raise NotProbationary()
    if any(pause["end"] is None for pause in row.pauses):
        raise MembershipSuspended()
    check_stage(act, verb, row)
    return case, row, post


def check_stage(act: Act, verb: str, row: ConversionRow) -> None:
    stage = Stage(row.stage)
    try:
        check(verb, stage)
    except NotThisStage as wrong:
        if wrong.early:
            raise NotAtThisStep(f"转正程序现在是“{stage.label}”，还不能办理这一步。", status=stage) from wrong
        raise already_taken(act, row) from wrong


def already_taken(act: Act, row: ConversionRow, *verbs: str) -> Exception:
    stage = Stage(row.stage)
    sentence = f"转正程序现在是“{stage.label}”，这一步已不能办理"
    return who_was_first(act.session, row.case_id, set(verbs) or _led_here(row, stage), sentence)


def _led_here(row: ConversionRow, stage: Stage) -> set[str]:
    """A conversion that ended with its case was ended by whoever ended the case."""
    return CASE_LED_HERE[CaseStatus(row.case_status)] if stage is Stage.ENDED else LED_HERE[stage]


def move(row: ConversionRow, verb: str, to: Stage) -> None:
    row.stage = step(verb, Stage(row.stage), to)


def not_earlier_than(earliest: date | None, **dates: date) -> None:
    for field, day in dates.items():
        if earliest is not None and day < earliest:
            raise DateTooEarly(fields=[{"field": field, "message": f"不早于 {earliest}"}])


def put_down(
    act: Act, verb: str, case: CaseRow, row: ConversionRow, post: Post | None, *, words: str = "", **details: object
) -> None:
    """Write the step into the case's history and tell the workflow."""
    note(act, verb, case, post, words=words, stage=row.stage, **details)
    publish_conversion(act, case, row)


def prepared_by(act: Act, row: ConversionRow) -> None:
    """Who prepares does not approve (rulebook 2)."""
    row.preparers = sorted({*row.preparers, act.actor.account})


def done(act: Act, case: CaseRow, row: ConversionRow, kind: TaskKind, verb: str) -> None:
    close_task(act, case.id, kind, holder_of(case, kind), verb=verb, occurrence=str(row.round))


def taken_back(act: Act, case: CaseRow, row: ConversionRow, kind: TaskKind, verb: str) -> None:
    cancel_task(act, case.id, kind, holder_of(case, kind), verb=verb, occurrence=str(row.round))


def holder_of(case: CaseRow, kind: TaskKind) -> str:
    committee = kind in (TaskKind.CONSIDER_WAIVER, TaskKind.DECIDE_CONVERSION)
    return (case.home_committee or case.home_branch) if committee else case.home_branch


def next_round(row: ConversionRow, since: date | None = None) -> None:
    """New terms: the tasks of the former round are over."""
    row.round += 1
    row.meeting_since = since


def write_to(act: Act, case: CaseRow, attempts: Iterable[int], body: Body) -> None:
    """A letter to hosts that had him, former ones too; it travels with the case's own workflow."""
    hosts = stays_of(act, case)
    for attempt in attempts:
        _write(act, case, hosts[attempt], body)
    publish(act, case)


def _write(act: Act, case: CaseRow, host: HostStayRow, body: Body) -> None:
    write_letter(
        act,
        case_id=case.id,
        attempt=host.attempt,
        side=Side.HOME,
        sender=case.home_branch,
        recipient=host.committee or "",
        recipient_region=host.region,
        body=body,
    )


def opinion_is(row: ConversionRow, *steps: OpinionStep) -> bool:
    return OpinionStep(row.opinion_step) in steps
