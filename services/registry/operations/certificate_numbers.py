"""D-73, S001-C 二2: the department numbers certificates. A number is unique for ever, void or not."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from services.registry import contract as c
from services.registry.domain.certificate_numbers import Number, given_number, next_number
from services.registry.permissions import PERMISSIONS
from services.registry.queries.certificate_numbers import certificate_number
from services.registry.tables import CertificateNumberRow
from shared import history
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import Conflict, NotAtThisStep, NotFound
from shared.organisation_directory.queries import organisation
from shared.outbox import tell
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.contract import TaskStatus
from shared.tasks.operations import close_task
from shared.tasks.tables import TaskRow


class NumberTaken(Conflict):
    message = "这个编号已用于另一张活动证，编号不能重复使用（作废的也不行），请换一个。"


def request_number(act: Act, body: c.RequestNumber) -> c.NumberRequestState:
    """Idempotent by certificate: the first request stands. Raises OrganisationUnknown."""
    values = body.model_dump() | {
        "department_path": organisation(act.session, body.department).path,
        "home_branch_path": organisation(act.session, body.home_branch).path,
        "status": "REQUESTED",
    }
    act.session.execute(insert(CertificateNumberRow).values(values).on_conflict_do_nothing())
    row = act.session.get_one(CertificateNumberRow, body.certificate_id)
    return c.NumberRequestState(certificate_id=row.certificate_id, number=row.number, numbered_on=row.numbered_on)


def number_certificate(act: Act, certificate_id: UUID, body: c.NumberCertificate) -> c.CertificateNumber:
    """Raises NotFound, NotYourPost, StepAlreadyTaken (who was first), NotAtThisStep (withdrawn), NumberTaken."""
    row = act.session.get(CertificateNumberRow, certificate_id, with_for_update=True)
    if row is None:
        raise NotFound()
    standing = Standing(own=row.department_path, partner=row.home_branch_path)
    post = authorise(act.actor, "number_certificate", PERMISSIONS, standing)
    _check_step(act, row)
    _allot(act, row, body.number)
    _tell_everybody(act, row, post)
    return certificate_number(act, certificate_id)


def _check_step(act: Act, row: CertificateNumberRow) -> None:
    if row.status == "WITHDRAWN":
        raise NotAtThisStep("流出地已撤回这张活动证的编号申请，不再需要编号。", status=row.status)
    if row.status != "REQUESTED":
        sentence = f"这张活动证已编号 {row.number}"
        raise history.who_was_first(act.session, row.case_id, {"number_certificate"}, sentence)


def _allot(act: Act, row: CertificateNumberRow, wanted: str | None) -> None:
    lock_numbers(act, row.department)
    number = given_number(wanted, row.department) if wanted else _next_free(act, row.department)
    row.number, row.year, row.serial = number.text, number.year, number.serial
    row.numbered_on, row.status = act.today, "ALLOTTED"
    try:
        with act.session.begin_nested():
            act.session.flush()
    except IntegrityError as error:
        raise NumberTaken(number=number.text) from error


def lock_numbers(act: Act, department: str) -> None:
    """Who gives or registers a number of this department waits for whoever does so now."""
    key = f"certificate-number/{department}"
    act.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


def _next_free(act: Act, department: str) -> Number:
    """After the highest serial of the year, so that gaps are not filled: a gap may stand on paper somewhere."""
    with act.session.no_autoflush:
        last = act.session.scalar(
            select(func.max(CertificateNumberRow.serial)).where(
                CertificateNumberRow.department == department, CertificateNumberRow.year == act.today.year
            )
        )
        number = next_number(department, act.today.year, last or 0)
        while _is_taken(act, number.text):
            number = next_number(department, act.today.year, number.serial or 0)
    return number


def _is_taken(act: Act, number: str) -> bool:
    """An old certificate of another department may bear a number in this one's form."""
    query = select(CertificateNumberRow.certificate_id).where(CertificateNumberRow.number == number)
    return act.session.scalars(query).first() is not None


def _tell_everybody(act: Act, row: CertificateNumberRow, post: Post) -> None:
    assert row.number is not None
    assert row.numbered_on is not None
    history.append(act, "number_certificate", row.case_id, row.status, post=post, number=row.number)
    _close_tasks(act, row)
    tell(
        act.session,
        workflow="CertificateLife" if row.replacement else "MobilityCase",
        workflow_id=f"certificate-life/{row.case_id}" if row.replacement else f"mobility-case/{row.case_id}",
        signal="certificate_numbered",
        message=c.CertificateNumbered(
            certificate_id=row.certificate_id, number=row.number, numbered_on=row.numbered_on
        ),
    )


def _close_tasks(act: Act, row: CertificateNumberRow) -> None:
    """Those that are open. One that is opened later finds the number (`tasks.open_task`)."""
    open_ones = select(TaskRow).where(
        TaskRow.case_id == row.case_id,
        TaskRow.kind.in_((TaskKind.NUMBER_CERTIFICATE, TaskKind.NUMBER_REPLACEMENT)),
        TaskRow.status == TaskStatus.OPEN,
    )
    for task in act.session.scalars(open_ones).all():
        kind = TaskKind(task.kind)
        close_task(act, row.case_id, kind, task.holder, verb="number_certificate", occurrence=task.occurrence)
