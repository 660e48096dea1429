"""What the case's own changes mean for its booklet: it opens with the departure and ends with the case (W-02)."""

from sqlalchemy import select

from services.outflow.certificate_life.contract import CheckStatus, LossStatus, ReplacementStatus, VoidReason
from services.outflow.certificate_life.domain import CHECKED_IN, ENDED, VOIDED_BY
from services.outflow.certificate_life.operations.arrears import ask_again_from
from services.outflow.certificate_life.operations.inspection import has_been_inspected
from services.outflow.certificate_life.operations.loss import void
from services.outflow.certificate_life.operations.taking_up import file_of
from services.outflow.certificate_life.snapshots import (
    checks_of,
    open_loss,
    open_replacement,
    publish_certificate,
)
from services.outflow.certificate_life.tables import CertificateEndRow, CertificateFileRow, HostPageRow
from services.outflow.operations.casework import write
from services.outflow.operations.ending import end_for_good, take_back_tasks
from services.outflow.snapshots import live_certificate
from services.outflow.statuses import CaseStatus, CertificateStatus
from services.outflow.tables import CaseRow, CertificateRow
from shared.act import Act
from shared.letters.bodies_certificate import CertificateVoided
from shared.policy.task_kinds import TaskKind


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
    _rest_or_go_on(act, case, file, certificate)
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


def _rest_or_go_on(act: Act, case: CaseRow, file: CertificateFileRow, certificate: CertificateRow) -> None:
    """Check and dues are not asked for while he is lost, suspended or returning; afterwards they are, counted anew."""
    before, now = file.seen_status, CaseStatus(case.status)
    if now in RESTED_BY:
        take_back_tasks(act, case, RESTED_BY[now], *OF_BEING_AWAY)
    elif before in RESTED_BY and now in CHECKED_IN:
        for check in checks_of(act, case.id):
            check.since = act.today if check.status != CheckStatus.PASSED else check.since
        ask_again_from(act, case, act.today)
        ended = act.session.get(CertificateEndRow, certificate.id)
        if ended is not None and ended.reason == VoidReason.SUSPENDED:
            file.replacement_since = act.today


RESTED_BY = {
    CaseStatus.LOST: "mark_lost",
    CaseStatus.SUSPENDED: "suspend_case",
    CaseStatus.RETURNING: "announce_return",
}
"""The acts by which a case comes to rest: what they take back is asked for again when it goes on."""

OF_BEING_AWAY = (TaskKind.CHECK_CERTIFICATE, TaskKind.REMIND_OF_DUES, TaskKind.CONSIDER_ARREARS)


def _end_of_use(act: Act, case: CaseRow, file: CertificateFileRow, certificate: CertificateRow) -> None:
    status = CaseStatus(case.status)
    file.over = not case.is_open
    if status in VOIDED_BY and act.session.get(CertificateEndRow, certificate.id) is None:
        void(act, case, certificate, VOIDED_BY[status])
    elif status is CaseStatus.CLOSED_RETURNED and CertificateStatus(certificate.status) not in ENDED:
        has_been_inspected(act, case, certificate)
    elif status is CaseStatus.CLOSED_TRANSFERRED and CertificateStatus(certificate.status) not in ENDED:
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
    end_for_good(act, case, "end_of_use", TaskKind.CHECK_LOSS, TaskKind.SEAL_REPLACEMENT)


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
