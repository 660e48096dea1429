"""Old numbers taken over as they are (D-73, W-02), voiding a number, the task that numbers a replacement."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from services.registry.domain.certificate_numbers import old_number
from services.registry.number_status import contract as c
from services.registry.number_status.tables import ForeignVoidRow
from services.registry.operations.certificate_numbers import lock_numbers
from services.registry.operations.tasks import open_numbering
from services.registry.tables import CertificateNumberRow
from shared import history
from shared.act import Act
from shared.certificate_numbers import same_number
from shared.letters.bodies_certificate import NumberVoided
from shared.letters.contract import Letter, Side
from shared.letters.operations import LetterRefused, undelivered, write_letter
from shared.organisation_directory.queries import organisation
from shared.organisation_directory.tables import RegionRow
from shared.policy.task_kinds import TaskKind
from shared.tasks.contract import OpenedTask, OpenTask, TaskStatus
from shared.tasks.operations import cancel_task
from shared.tasks.tables import TaskRow

NUMBERING = (TaskKind.NUMBER_CERTIFICATE, TaskKind.NUMBER_REPLACEMENT)


def register_old_number(act: Act, body: c.RegisterOldNumber) -> c.OldNumberRegistered:
    """Idempotent by certificate and by number: nobody's number is taken away. Raises OrganisationUnknown."""
    text = same_number(body.number)
    lock_numbers(act, body.department)
    if act.session.get(ForeignVoidRow, text) is None:
        _take_over(act, body, text)
    mine = select(CertificateNumberRow.number).where(CertificateNumberRow.certificate_id == body.certificate_id)
    registered = act.session.scalars(mine).one_or_none() == text
    return c.OldNumberRegistered(certificate_id=body.certificate_id, number=text, registered=registered)


def _take_over(act: Act, body: c.RegisterOldNumber, text: str) -> None:
    number = old_number(text, body.department)
    values = body.model_dump(exclude={"number", "issued_on"}) | {
        "department_path": organisation(act.session, body.department).path,
        "home_branch_path": organisation(act.session, body.home_branch).path,
        "requested_on": act.today,
        "number": number.text,
        "year": number.year,
        "serial": number.serial,
        "numbered_on": body.issued_on,
        "status": "ALLOTTED",
        "imported": True,
    }
    fresh = insert(CertificateNumberRow).values(values).on_conflict_do_nothing()
    if act.session.execute(fresh.returning(CertificateNumberRow.certificate_id)).first() is not None:
        history.append(act, "register_old_number", body.case_id, "ALLOTTED", number=number.text)


def void_number(act: Act, certificate_id: UUID, body: c.VoidNumber) -> c.NumberVoided:
    """Idempotent: the first day and reason stand. A request without a number is withdrawn; an unknown one is none."""
    row = act.session.get(CertificateNumberRow, certificate_id, with_for_update=True)
    if row is None:
        return c.NumberVoided(certificate_id=certificate_id, void=False)
    if row.status == "REQUESTED":
        row.status = "WITHDRAWN"
        _take_back_tasks(act, row.case_id)
    elif row.status == "ALLOTTED":
        row.status, row.voided_on, row.void_reason = "VOID", body.voided_on, body.reason
        _tell_other_registries(act, row, body)
        history.append(act, "void_number", row.case_id, row.status, number=row.number, reason=body.reason)
    letters = undelivered(act, certificate_id)
    return c.NumberVoided(certificate_id=certificate_id, void=row.status == "VOID", letters=letters)


def _tell_other_registries(act: Act, row: CertificateNumberRow, body: c.VoidNumber) -> None:
    """Every host everywhere: one letter to each operator that we know, in a stream of its own."""
    assert row.number is not None
    told = NumberVoided(number=row.number, reason=body.reason, voided_on=body.voided_on)
    for stream, region_code in enumerate(_other_operators(act), start=1):
        write_letter(
            act,
            case_id=row.certificate_id,
            attempt=stream,
            side=Side.DEPARTMENT,
            sender=row.department,
            recipient=region_code,
            recipient_region=region_code,
            body=told,
        )


def _other_operators(act: Act) -> list[str]:
    """One region of each registry that is not ours."""
    query = select(RegionRow).where(RegionRow.ours.is_(False), RegionRow.registry_url != "")
    first: dict[str, str] = {}
    for region in act.session.scalars(query.order_by(RegionRow.region_code)):
        first.setdefault(region.registry_url, region.region_code)
    return list(first.values())


def hear(act: Act, letter: Letter) -> None:
    """Raises LetterRefused: nobody else voids a number of ours."""
    assert isinstance(letter.body, NumberVoided)
    number = letter.body.number
    ours = select(CertificateNumberRow.certificate_id).where(CertificateNumberRow.number == number)
    if letter.side is not Side.DEPARTMENT or act.session.scalars(ours).first() is not None:
        raise LetterRefused("来函所指编号由本平台编制，不能由他方作废，已拒收。")
    row = letter.body.model_dump(exclude={"type"}) | {"region": letter.sender_region}
    act.session.execute(insert(ForeignVoidRow).values(row).on_conflict_do_nothing())


def _take_back_tasks(act: Act, case_id: UUID) -> None:
    query = select(TaskRow).where(
        TaskRow.case_id == case_id, TaskRow.kind.in_(NUMBERING), TaskRow.status == TaskStatus.OPEN
    )
    for task in act.session.scalars(query).all():
        kind = TaskKind(task.kind)
        cancel_task(act, case_id, kind, task.holder, verb="void_number", occurrence=task.occurrence)


def open_task(act: Act, opening: OpenTask) -> OpenedTask:
    """NUMBER_REPLACEMENT. Raises NotAtThisStep."""
    return open_numbering(act, opening)
