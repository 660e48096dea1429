"""What W-02's workflow follows, computed from the rows of the certificate's life."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from services.outflow.certificate_life.contract import (
    ArrearsLevel,
    CheckStatus,
    FindingStatus,
    LossStatus,
    ReplacementStatus,
    VoidedNumber,
    VoidReason,
)
from services.outflow.certificate_life.domain import ALERT_TERMS, CHECKED_IN, IN_HAND, alert_day, first_check, in_year
from services.outflow.certificate_life.ledger import dues_paid_to
from services.outflow.certificate_life.states import (
    CertificateState,
    OpenArrears,
    OpenCheck,
    OpenFinding,
    Replacing,
)
from services.outflow.certificate_life.tables import (
    ArrearsRow,
    CertificateCheckRow,
    CertificateEndRow,
    CertificateFileRow,
    CertificateInspectionRow,
    CertificateLossRow,
    CertificateReplacementRow,
    FalseEntriesRow,
)
from services.outflow.snapshots import live_certificate
from services.outflow.statuses import CaseStatus, CertificateStatus
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.letters.operations import undelivered
from shared.organisation_directory.queries import policy_for
from shared.outbox import follow
from shared.policy.spreading import spread_days, spread_opening

CHECK_OPENS = "certificate.yearly_check.opens"
FINISHED = (ReplacementStatus.ISSUED, ReplacementStatus.CANCELLED)


def open_loss(act: Act, case_id: UUID) -> CertificateLossRow | None:
    query = select(CertificateLossRow).where(
        CertificateLossRow.case_id == case_id, CertificateLossRow.status == LossStatus.REPORTED
    )
    return act.session.scalars(query).one_or_none()


def open_replacement(act: Act, case_id: UUID) -> CertificateReplacementRow | None:
    query = select(CertificateReplacementRow).where(
        CertificateReplacementRow.case_id == case_id, CertificateReplacementRow.status.not_in(FINISHED)
    )
    return act.session.scalars(query).one_or_none()


def checks_of(act: Act, case_id: UUID) -> list[CertificateCheckRow]:
    query = select(CertificateCheckRow).where(CertificateCheckRow.case_id == case_id)
    return list(act.session.scalars(query.order_by(CertificateCheckRow.year)))


def count_of(act: Act, table: type[CertificateLossRow | CertificateReplacementRow], case_id: UUID) -> int:
    return act.session.scalar(select(func.count()).select_from(table).where(table.case_id == case_id)) or 0


def certificate_state(act: Act, case: CaseRow, file: CertificateFileRow) -> CertificateState:
    loss, checks = open_loss(act, case.id), checks_of(act, case.id)
    findings, inspected_since = _open_findings(act, case.id), _inspected_since(act, case.id)
    away = CaseStatus(case.status) in CHECKED_IN
    return CertificateState(
        case_id=case.id,
        version=file.version,
        clock=act.clock,
        over=file.over and not findings and inspected_since is None,
        number=case.number,
        home_branch=case.home_branch,
        home_committee=case.home_committee or case.home_branch,
        home_department=case.home_department or case.home_committee or case.home_branch,
        loss_since=loss.reported_on if loss else None,
        losses=count_of(act, CertificateLossRow, case.id),
        replacement_since=file.replacement_since,
        replacing=_replacing(act, case.id),
        replaced=file.replacements_done,
        next_check_on=_next_check_on(act, case, checks),
        open_checks=tuple(
            OpenCheck(year=check.year, since=check.since)
            for check in checks
            if away and check.status != CheckStatus.PASSED
        ),
        inspected_since=inspected_since,
        arrears=tuple(_open_arrears(act, case.id)) if away else (),
        next_arrears=tuple(next_arrears(act, case)) if away else (),
        findings=findings,
        voided=_voided(act, case.id),
        letters=undelivered(act, case.id) if case.departed_on else (),
    )


def _replacing(act: Act, case_id: UUID) -> Replacing | None:
    row = open_replacement(act, case_id)
    if row is None:
        return None
    return Replacing(certificate_id=row.id, serial=row.serial, status=ReplacementStatus(row.status), since=row.since)


def _next_check_on(act: Act, case: CaseRow, checks: list[CertificateCheckRow]) -> date | None:
    """None while the member holds no booklet that counts, or none is owed."""
    certificate = live_certificate(case)
    if certificate is None or certificate.issued_on is None:
        return None
    if CertificateStatus(certificate.status) not in IN_HAND or CaseStatus(case.status) not in CHECKED_IN:
        return None
    pack = policy_for(act.session, case.home_path, act.today)
    first = first_check(certificate.issued_on, str(pack.term(CHECK_OPENS).value))
    last = max((check.year for check in checks), default=0)
    day = check_day(act, case, max(first.year, last + 1, act.today.year))
    return spread_opening(day, day, case.id, spread_days(pack))


def check_day(act: Act, case: CaseRow, year: int) -> date:
    """From which the year's check is owed."""
    pack = policy_for(act.session, case.home_path, act.today)
    return in_year(year, str(pack.term(CHECK_OPENS).value))


def _inspected_since(act: Act, case_id: UUID) -> date | None:
    query = select(CertificateInspectionRow.inspected_on).where(
        CertificateInspectionRow.case_id == case_id, CertificateInspectionRow.put_away_on.is_(None)
    )
    return act.session.scalars(query).first()


def arrears_of(act: Act, case_id: UUID) -> list[ArrearsRow]:
    query = select(ArrearsRow).where(ArrearsRow.case_id == case_id)
    return list(act.session.scalars(query.order_by(ArrearsRow.since, ArrearsRow.level.desc())))


def _open_arrears(act: Act, case_id: UUID) -> Iterator[OpenArrears]:
    for row in arrears_of(act, case_id):
        if row.settled_on is None:
            yield OpenArrears(paid_to=row.paid_to, level=ArrearsLevel(row.level), since=row.since)


def next_arrears(act: Act, case: CaseRow) -> Iterator[OpenArrears]:
    """One for each level that has not been raised for this month and is not waiting for an answer."""
    rows, paid = arrears_of(act, case.id), dues_paid_to(act, case)
    pack = policy_for(act.session, case.home_path, act.today)
    raised = {row.level for row in rows if row.paid_to == paid or row.settled_on is None}
    for level, term in ALERT_TERMS.items():
        if level not in raised:
            yield OpenArrears(paid_to=paid, level=level, since=alert_day(paid, pack.term(term).amount))


def _open_findings(act: Act, case_id: UUID) -> tuple[OpenFinding, ...]:
    query = select(FalseEntriesRow).where(
        FalseEntriesRow.case_id == case_id, FalseEntriesRow.status != FindingStatus.SETTLED
    )
    rows = act.session.scalars(query.order_by(FalseEntriesRow.serial))
    return tuple(OpenFinding(serial=row.serial, since=row.found_on) for row in rows)


def _voided(act: Act, case_id: UUID) -> tuple[VoidedNumber, ...]:
    query = select(CertificateEndRow).where(CertificateEndRow.case_id == case_id)
    rows = act.session.scalars(query.order_by(CertificateEndRow.certificate_id))
    return tuple(
        VoidedNumber(certificate_id=row.certificate_id, reason=VoidReason(row.reason), voided_on=row.ended_on)
        for row in rows
    )


def publish_certificate(act: Act, case: CaseRow, file: CertificateFileRow) -> None:
    """Give W-02's workflow the newest snapshot, in the act's own transaction."""
    file.version += 1
    act.session.flush()
    state = certificate_state(act, case, file)
    follow(act.session, "CertificateLife", state)
