"""What the case's own changes mean for its booklet: it opens with the departure and ends with the case (W-02)."""

from sqlalchemy import select

from services.outflow.certificate_life.contract import LossStatus, ReplacementStatus, VoidReason
from services.outflow.certificate_life.domain import ENDED, HANDED_IN, VOIDED_BY
from services.outflow.certificate_life.operations.loss import void
from services.outflow.certificate_life.operations.taking_up import file_of
from services.outflow.certificate_life.snapshots import open_loss, open_replacement, publish_certificate
from services.outflow.certificate_life.tables import CertificateEndRow, CertificateFileRow, HostPageRow
from services.outflow.operations.casework import write
from services.outflow.snapshots import live_certificate
from services.outflow.statuses import CaseStatus, CertificateStatus
from services.outflow.tables import CaseRow, CertificateRow
from shared.act import Act
from shared.letters.bodies_certificate import CertificateVoided


def react(act: Act, case: CaseRow) -> None:
    """Called whenever the case has changed; what it has seen already changes nothing."""
    certificate = live_certificate(case)
    if certificate is None:
        return
    file = file_of(act, case) or _opened(act, case)
    if file is None:
        return
    _keep_host_page(act, case)
    seen = (file.seen_status, file.seen_attempt)
    if seen == (case.status, case.attempt):
        return
    _tell_new_host(act, case, file, certificate)
    file.seen_status, file.seen_attempt = case.status, case.attempt
    _close_left_pages(act, case)
    _end_of_use(act, case, file, certificate)
    publish_certificate(act, case, file)


def _opened(act: Act, case: CaseRow) -> CertificateFileRow | None:
    """With the departure; a cancelled one, whose number must not stay good, opens and ends at once."""
    if case.departed_on is None and case.status != CaseStatus.CLOSED_CANCELLED:
        return None
    file = CertificateFileRow(case_id=case.id, version=0, seen_status="", seen_attempt=0, over=False)
    file.replacements_done = 0
    act.session.add(file)
    return file


def _end_of_use(act: Act, case: CaseRow, file: CertificateFileRow, certificate: CertificateRow) -> None:
    status = CaseStatus(case.status)
    file.over = not case.is_open
    if status in VOIDED_BY and act.session.get(CertificateEndRow, certificate.id) is None:
        void(act, case, certificate, VOIDED_BY[status])
    elif status in HANDED_IN and CertificateStatus(certificate.status) not in ENDED:
        certificate.status = CertificateStatus.CLOSED
    if file.over or status is CaseStatus.SUSPENDED:
        file.replacement_since = None
        _stop_what_is_under_way(act, case)


def _stop_what_is_under_way(act: Act, case: CaseRow) -> None:
    replacement, loss = open_replacement(act, case.id), open_loss(act, case.id)
    if replacement is not None:
        replacement.status = ReplacementStatus.CANCELLED
    if loss is not None:
        loss.status, loss.checked_on = LossStatus.VOIDED, act.today


def _tell_new_host(act: Act, case: CaseRow, file: CertificateFileRow, certificate: CertificateRow) -> None:
    """A member without a booklet goes on to another host: it must know that the number in its notice is void."""
    if file.seen_attempt in (0, case.attempt) or not case.is_open or certificate.status != CertificateStatus.VOID:
        return
    ended = act.session.get(CertificateEndRow, certificate.id)
    if ended is not None and certificate.number is not None:
        lost = ended.reason == VoidReason.LOST
        told = CertificateVoided(number=certificate.number, reason=ended.reason, voided_on=ended.ended_on, lost=lost)
        write(act, case, told)


def _close_left_pages(act: Act, case: CaseRow) -> None:
    """The page of a former host ends when the next one has enrolled him, every page with the case."""
    goes_on = case.status == CaseStatus.ACTIVE
    if goes_on or not case.is_open:
        query = select(HostPageRow).where(HostPageRow.case_id == case.id, HostPageRow.left_on.is_(None))
        for page in act.session.scalars(query):
            page.left_on = None if goes_on and page.attempt == case.attempt else act.today


def _keep_host_page(act: Act, case: CaseRow) -> None:
    """7.1: a page for each host that has enrolled him."""
    if case.status != CaseStatus.ACTIVE or case.host_committee is None or case.active_on is None:
        return
    if act.session.get(HostPageRow, (case.id, case.attempt)) is not None:
        return
    act.session.add(
        HostPageRow(
            case_id=case.id,
            attempt=case.attempt,
            host_committee=case.host_committee,
            host_region=case.host_region,
            host_branch_name=case.host_branch_name,
            came_in_on=case.active_on,
            contact=act.seal_text(case.host_contact),
        )
    )
