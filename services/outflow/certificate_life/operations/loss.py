"""A booklet is lost, or wrongly issued: its number is void at once and every host knows (5.1, C-22)."""

from datetime import date
from uuid import UUID

from services.outflow.certificate_life.contract import (
    CheckLoss,
    LossStatus,
    ReportLoss,
    VoidCertificate,
    VoidReason,
)
from services.outflow.certificate_life.domain import IN_HAND, is_late_report
from services.outflow.certificate_life.operations.taking_up import Taken, put_down, take_up
from services.outflow.certificate_life.snapshots import count_of, open_loss
from services.outflow.certificate_life.tables import CertificateEndRow, CertificateLossRow
from services.outflow.operations.casework import not_later_than_today, write, write_to_former
from services.outflow.statuses import CertificateStatus
from services.outflow.tables import CaseRow, CertificateRow
from shared.act import Act
from shared.errors import Conflict
from shared.history import who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_certificate import CertificateVoided
from shared.letters.contract import Side
from shared.organisation_directory.queries import policy_for
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task


class CertificateAlreadyVoid(Conflict):
    message = "这本活动证已作废、换发或收回，不需要再报遗失；请核对证号后再办。"


class NoLossReported(Conflict):
    message = "没有待核查的遗失报告；请先登记遗失。"


def report_loss(act: Act, case_id: UUID, body: ReportLoss) -> CaseRow:
    """The home branch writes down the member's word; a second report of the same loss loses to the first."""
    taken = take_up(act, "report_loss", case_id)
    not_later_than_today(act, lost_on=body.lost_on)
    _refuse_second_report(act, taken)
    loss_reported(act, taken.case, taken.certificate, Side.HOME, body.lost_on, act.today, body.text)
    return put_down(act, taken, "report_loss", lost_on=body.lost_on.isoformat(), words=body.text)


def _refuse_second_report(act: Act, taken: Taken) -> None:
    if open_loss(act, taken.case.id) is not None:
        verbs = {"report_loss", "letter_certificate_lost"}
        raise who_was_first(act.session, taken.case.id, verbs, "遗失已经报告，正在核查")
    if CertificateStatus(taken.certificate.status) not in IN_HAND:
        raise CertificateAlreadyVoid(status=taken.certificate.status)


def loss_reported(
    act: Act, case: CaseRow, certificate: CertificateRow, told_by: Side, lost_on: date, reported_on: date, text: str
) -> None:
    days = policy_for(act.session, case.home_path, act.today).term("certificate.loss_report").amount
    act.session.add(
        CertificateLossRow(
            id=new_id(),
            case_id=case.id,
            certificate_id=certificate.id,
            serial=count_of(act, CertificateLossRow, case.id) + 1,
            status=LossStatus.REPORTED,
            status_before=certificate.status,
            lost_on=lost_on,
            reported_on=reported_on,
            told_by=told_by,
            late=is_late_report(lost_on, reported_on, days),
            text=act.seal_text(text),
        )
    )
    certificate.status = CertificateStatus.LOST


def check_loss(act: Act, case_id: UUID, body: CheckLoss) -> CaseRow:
    """The brief check of the facts; confirmed, the number is void from this moment."""
    taken = take_up(act, "check_loss", case_id)
    loss = open_loss(act, case_id)
    if loss is None:
        _nothing_to_check(act, taken)
    assert loss is not None
    loss.checked_on, loss.outcome = act.today, act.seal_text(body.text)
    loss.status = LossStatus.VOIDED if body.lost else LossStatus.FOUND
    if body.lost:
        void(act, taken.case, taken.certificate, VoidReason.LOST)
        taken.file.replacement_since = act.today
    else:
        taken.certificate.status = loss.status_before
    holder, occurrence = taken.case.home_branch, str(loss.serial)
    close_task(act, case_id, TaskKind.CHECK_LOSS, holder, verb="check_loss", occurrence=occurrence)
    return put_down(act, taken, "check_loss", lost=body.lost, words=body.text)


def _nothing_to_check(act: Act, taken: Taken) -> None:
    if count_of(act, CertificateLossRow, taken.case.id):
        raise who_was_first(act.session, taken.case.id, {"check_loss"}, "遗失已经核查")
    raise NoLossReported()


def void_certificate(act: Act, case_id: UUID, body: VoidCertificate) -> CaseRow:
    """Wrong issue: the committee that sealed it takes it back; the branch owes a right one."""
    taken = take_up(act, "void_certificate", case_id)
    if CertificateStatus(taken.certificate.status) not in IN_HAND:
        raise CertificateAlreadyVoid(status=taken.certificate.status)
    void(act, taken.case, taken.certificate, VoidReason.WRONG_ISSUE, body.text)
    taken.file.replacement_since = act.today
    return put_down(act, taken, "void_certificate", number=taken.certificate.number, words=body.text)


def void(act: Act, case: CaseRow, certificate: CertificateRow, reason: VoidReason, words: str = "") -> None:
    """From now on the number fails everywhere: the row here, the letter to each host, the registry by the workflow."""
    certificate.status = CertificateStatus.VOID
    end_booklet(act, case, certificate, reason, words)
    if case.departed_on is None or certificate.number is None:
        return
    letter = CertificateVoided(
        number=certificate.number, reason=reason, voided_on=act.today, lost=reason is VoidReason.LOST
    )
    write(act, case, letter)
    write_to_former(act, case, letter)


def end_booklet(act: Act, case: CaseRow, certificate: CertificateRow, reason: VoidReason, words: str = "") -> None:
    act.session.add(
        CertificateEndRow(
            certificate_id=certificate.id,
            case_id=case.id,
            ended_on=act.today,
            reason=reason,
            sealed_text=act.seal_text(words),
        )
    )
    # A booklet may end without any change of its case; whoever hangs on the booklet must see it all the same.
    act.react(case)
