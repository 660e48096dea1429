"""Taking up the certificate of a case: row locked, actor and step checked; and putting it down again."""

from dataclasses import dataclass
from uuid import UUID

from services.outflow.certificate_life.domain import CASE_MUST_STAND
from services.outflow.certificate_life.permissions import PERMISSIONS
from services.outflow.certificate_life.snapshots import publish_certificate
from services.outflow.certificate_life.tables import CertificateFileRow
from services.outflow.operations.casework import already_taken, lock_case, note
from services.outflow.queries import standing_of
from services.outflow.snapshots import live_certificate
from services.outflow.statuses import CaseStatus
from services.outflow.tables import CaseRow, CertificateRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import NotAtThisStep
from shared.posts import Post


@dataclass(frozen=True)
class Taken:
    case: CaseRow
    file: CertificateFileRow
    certificate: CertificateRow
    post: Post


def take_up(act: Act, verb: str, case_id: UUID) -> Taken:
    """Raises NotFound, NotYourPost, NotAtThisStep (no booklet yet) and StepAlreadyTaken (the case has moved on)."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, verb, PERMISSIONS, standing_of(case))
    file, certificate = file_of(act, case), live_certificate(case)
    if file is None or certificate is None or case.departed_on is None:
        raise NotAtThisStep("活动证还没有发放，这一步还不能办理。", status=case.status)
    if CaseStatus(case.status) not in CASE_MUST_STAND[verb]:
        raise already_taken(act, case)
    return Taken(case, file, certificate, post)


def file_of(act: Act, case: CaseRow) -> CertificateFileRow | None:
    return act.session.get(CertificateFileRow, case.id)


def put_down(act: Act, taken: Taken, verb: str, *, words: str = "", **details: object) -> CaseRow:
    """Write the step into the case's history and tell the workflow."""
    note(act, verb, taken.case, taken.post, words=words, **details)
    publish_certificate(act, taken.case, taken.file)
    return taken.case
