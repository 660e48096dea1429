"""The booklet ended before its number was settled: nothing is left to correct."""

from services.outflow.certificate_life.domain import ENDED
from services.outflow.old_certificate.contract import OldCertificateStatus
from services.outflow.old_certificate.snapshots import old_certificate_of, publish_old_certificate
from services.outflow.operations.casework import lock_case
from services.outflow.operations.duties import DutyNoLongerOwed
from services.outflow.statuses import CertificateStatus
from services.outflow.tables import CaseRow, CertificateRow
from shared.act import Act
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask
from shared.tasks.operations import cancel_task

ENDS_IT = "end_old_certificate"


def follow_case(act: Act, case: CaseRow) -> None:
    """Called whenever the case, or its certificate, has changed. A number on its way to the registry goes on: whoever
    brings it there then voids it."""
    row = old_certificate_of(act, case)
    if row is None or row.status != OldCertificateStatus.CONFLICT:
        return
    certificate = act.session.get_one(CertificateRow, row.certificate_id)
    if not case.is_open or CertificateStatus(certificate.status) in ENDED:
        row.status = OldCertificateStatus.ENDED
        holder, occurrence = case.home_committee or case.home_branch, str(row.conflicts)
        cancel_task(act, case.id, TaskKind.CORRECT_OLD_NUMBER, holder, verb=ENDS_IT, occurrence=occurrence)
        publish_old_certificate(act, case, row)


def open_old_certificate_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises DutyNoLongerOwed."""
    case = lock_case(act, opening.case_id)
    row = old_certificate_of(act, case)
    if row is None or row.status != OldCertificateStatus.CONFLICT or opening.occurrence != str(row.conflicts):
        raise DutyNoLongerOwed(status=case.status)
    return tasks.open_task(act, opening, case.number)
