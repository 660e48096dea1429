"""年审: the booklet is checked once a year with the appraisal, by either branch (C-2)."""

from datetime import date
from uuid import UUID

from services.outflow.certificate_life.contract import CheckCertificate, CheckStatus
from services.outflow.certificate_life.domain import CHECKED_IN, IN_HAND
from services.outflow.certificate_life.operations.arrears import begin_alert
from services.outflow.certificate_life.operations.taking_up import file_of, put_down, take_up
from services.outflow.certificate_life.snapshots import check_day, checks_of, publish_certificate
from services.outflow.certificate_life.tables import CertificateCheckRow
from services.outflow.operations.casework import lock_case, not_later_than_today, note, write
from services.outflow.snapshots import live_certificate
from services.outflow.statuses import CaseStatus, CertificateStatus
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.errors import Conflict
from shared.history import who_was_first
from shared.identifiers import new_id
from shared.letters.bodies_certificate import CertificateChecked
from shared.letters.contract import Side
from shared.policy.schedule import PlannedRung
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task
from shared.tasks.tables import TaskRow

STEP = "check/"


def begin(act: Act, case_id: UUID, step: str) -> None:
    """What opens on its day: the yearly check, or an alert about dues."""
    if step.startswith(STEP):
        begin_check(act, case_id, step)
    else:
        begin_alert(act, case_id, step)


class NoBookletToCheck(Conflict):
    message = "活动证不在本人手中（已遗失、作废或收回），不能年审；请先补发。"


def begin_check(act: Act, case_id: UUID, step: str) -> None:
    """The day of the yearly check has come; the workflow may say so twice."""
    year = int(step.removeprefix(STEP))
    case = lock_case(act, case_id)
    file = file_of(act, case)
    if file is None or CaseStatus(case.status) not in CHECKED_IN or _check(act, case_id, year) is not None:
        return
    since = check_day(act, case, year)
    act.session.add(CertificateCheckRow(id=new_id(), case_id=case_id, year=year, status=CheckStatus.OPEN, since=since))
    note(act, "begin_check", case, None, year=year)
    publish_certificate(act, case, file)


def _check(act: Act, case_id: UUID, year: int) -> CertificateCheckRow | None:
    return next((check for check in checks_of(act, case_id) if check.year == year), None)


def check_certificate(act: Act, case_id: UUID, body: CheckCertificate) -> CaseRow:
    """Settles the oldest check that is open, or this year's ahead of its day; the host need not check again."""
    taken = take_up(act, "check_certificate", case_id)
    not_later_than_today(act, checked_on=body.checked_on)
    if CertificateStatus(taken.certificate.status) not in IN_HAND:
        raise NoBookletToCheck(status=taken.certificate.status)
    year = settle_check(act, taken.case, None, body.checked_on, Side.HOME, body.remarks)
    if year is None:
        raise who_was_first(act.session, case_id, {"check_certificate", "letter_certificate_checked"}, "今年已经年审")
    write(act, taken.case, CertificateChecked(year=year, checked_on=body.checked_on, remarks=body.remarks))
    return put_down(
        act, taken, "check_certificate", year=year, checked_on=body.checked_on.isoformat(), words=body.remarks
    )


def settle_check(act: Act, case: CaseRow, year: int | None, checked_on: date, by: Side, remarks: str) -> int | None:
    """Without `year` the oldest that is owed, else the year of the check. None when that year has passed already."""
    checks = checks_of(act, case.id)
    owed = [check.year for check in checks if check.status != CheckStatus.PASSED]
    wanted = year or (min(owed) if owed else checked_on.year)
    row = next((check for check in checks if check.year == wanted), None)
    if row is not None and row.status == CheckStatus.PASSED:
        return None
    if row is None:
        row = CertificateCheckRow(id=new_id(), case_id=case.id, year=wanted, since=act.today)
        act.session.add(row)
    row.status, row.checked_on, row.by, row.remarks = CheckStatus.PASSED, checked_on, by, act.seal_text(remarks)
    _in_use_again(act, case)
    close_task(
        act, case.id, TaskKind.CHECK_CERTIFICATE, case.home_branch, verb="check_certificate", occurrence=str(wanted)
    )
    return wanted


def _in_use_again(act: Act, case: CaseRow) -> None:
    act.session.flush()
    certificate = live_certificate(case)
    overdue = any(check.status == CheckStatus.OVERDUE for check in checks_of(act, case.id))
    if certificate is not None and certificate.status == CertificateStatus.CHECK_OVERDUE and not overdue:
        certificate.status = CertificateStatus.IN_USE


def mark_check_overdue(act: Act, task: TaskRow, _: PlannedRung) -> None:
    """W-02: missed. The booklet stays good; the check is still owed."""
    case = lock_case(act, task.case_id)
    file, row = file_of(act, case), _check(act, task.case_id, int(task.occurrence))
    if file is None or row is None or row.status != CheckStatus.OPEN:
        return
    row.status = CheckStatus.OVERDUE
    certificate = live_certificate(case)
    if certificate is not None and certificate.status in (CertificateStatus.ISSUED, CertificateStatus.IN_USE):
        certificate.status = CertificateStatus.CHECK_OVERDUE
    note(act, "check_overdue", case, None, year=row.year)
    publish_certificate(act, case, file)
