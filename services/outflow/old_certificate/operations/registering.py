"""The registry takes the number over, or another certificate holds it: then the committee looks at the booklet."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError

from services.outflow.certificate_life.domain import ENDED
from services.outflow.old_certificate.contract import (
    CorrectOldNumber,
    OldCertificateState,
    OldCertificateStatus,
    RecordOldNumber,
)
from services.outflow.old_certificate.permissions import PERMISSIONS
from services.outflow.old_certificate.snapshots import (
    old_certificate_of,
    old_certificate_state,
    publish_old_certificate,
)
from services.outflow.old_certificate.tables import OldCertificateRow
from services.outflow.operations.casework import lock_case, note, write
from services.outflow.queries import standing_of
from services.outflow.snapshots import publish
from services.outflow.statuses import CertificateStatus
from services.outflow.tables import CaseRow, CertificateRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import Conflict, NotFound
from shared.history import who_was_first
from shared.letters.bodies_certificate import CertificateReplaced
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task

S = OldCertificateStatus
CORRECTED = "NUMBER_CORRECTED"


class NoNumberToCorrect(Conflict):
    message = "这个个案没有待核对的老活动证编号，请刷新页面查看最新情况。"


class NumberStillTaken(Conflict):
    message = "这个编号也已用于另一张活动证，请再核对证件；证件上确是这个号的，请按错发作废后换发新证。"


def record_old_number(act: Act, case_id: UUID, body: RecordOldNumber) -> OldCertificateState:
    """Told by the workflow, at least once: the answer to the number asked about now counts. Raises NotFound."""
    case = lock_case(act, case_id)
    row = old_certificate_of(act, case)
    if row is None:
        raise NotFound()
    if row.status != S.REGISTERING or row.number != body.number:
        return old_certificate_state(act, case, row)
    if body.registered:
        _registered(act, case, row)
    else:
        _held_by_another(act, case, row)
    return publish_old_certificate(act, case, row)


def _registered(act: Act, case: CaseRow, row: OldCertificateRow) -> None:
    """The notice told the host the number that the roster had; one that was corrected since is told now."""
    row.status, row.conflict_since = S.REGISTERED, None
    note(act, "record_old_number", case, None, number=row.number)
    if row.conflicts and case.is_open:
        # Without the old number: at the host it may be another member's, and must stay good there.
        told = CertificateReplaced(old_number="", number=row.number, issued_on=row.issued_on, reason=CORRECTED)
        write(act, case, told)
        publish(act, case)


def _held_by_another(act: Act, case: CaseRow, row: OldCertificateRow) -> None:
    """The number is not this certificate's: voiding or replacing it must never void the other one's."""
    certificate = _booklet(act, row)
    ended = not case.is_open or CertificateStatus(certificate.status) in ENDED
    row.status = S.ENDED if ended else S.CONFLICT
    row.conflict_since = act.today
    row.conflicts += 1
    certificate.number = None
    note(act, "old_number_taken", case, None, number=row.number)


def correct_old_number(act: Act, case_id: UUID, body: CorrectOldNumber) -> CaseRow:
    """What stands on the booklet; the registry is asked once more, the host learns the right number."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, "correct_old_number", PERMISSIONS, standing_of(case))
    row = old_certificate_of(act, case)
    if row is None or row.conflicts == 0:
        raise NoNumberToCorrect()
    if row.status != S.CONFLICT:
        raise who_was_first(act.session, case.id, {"correct_old_number"}, f"老活动证{S(row.status).label}")
    _give(act, row, body.number)
    note(act, "correct_old_number", case, post, number=body.number, words=body.text)
    holder = case.home_committee or case.home_branch
    occurrence = str(row.conflicts)
    close_task(act, case.id, TaskKind.CORRECT_OLD_NUMBER, holder, verb="correct_old_number", occurrence=occurrence)
    row.status, row.number = S.REGISTERING, body.number
    publish_old_certificate(act, case, row)
    return case


def _give(act: Act, row: OldCertificateRow, number: str) -> None:
    """Raises NumberStillTaken. The number that the registry refused is refused again without asking."""
    if number == row.number:
        raise NumberStillTaken(number=number)
    try:
        with act.session.begin_nested():
            _booklet(act, row).number = number
            act.session.flush()
    except IntegrityError as error:
        raise NumberStillTaken(number=number) from error


def _booklet(act: Act, row: OldCertificateRow) -> CertificateRow:
    return act.session.get_one(CertificateRow, row.certificate_id)
