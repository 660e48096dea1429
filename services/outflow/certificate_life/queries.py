"""The booklet as the case page shows it, the issue register (7.2), and what should have a workflow."""

import json
from collections.abc import Iterator
from datetime import date
from uuid import UUID

from pydantic import Field
from sqlalchemy import Select, false, select

from services.outflow.certificate_life import contract as c
from services.outflow.certificate_life.domain import since_last_confirmed
from services.outflow.certificate_life.ledger import dues_of, entry_rows
from services.outflow.certificate_life.permissions import PERMISSIONS
from services.outflow.certificate_life.snapshots import arrears_of, certificate_state, checks_of
from services.outflow.certificate_life.states import RunningCertificates
from services.outflow.certificate_life.tables import (
    ArrearsRow,
    CertificateEndRow,
    CertificateFileRow,
    CertificateInspectionRow,
    CertificateLossRow,
    CertificateReplacementRow,
    FalseEntriesRow,
    HostPageRow,
)
from services.outflow.snapshots import live_certificate
from services.outflow.statuses import CertificateStatus
from services.outflow.tables import CaseRow, CertificateRow, MemberRow
from shared.act import Act
from shared.authorisation import visible
from shared.contract import Contract
from shared.letters.contract import Side
from shared.organisation_directory.tables import OrganisationRow
from shared.paging import id_in

RUNNING_PAGE = 200


def certificate_file(act: Act, case: CaseRow) -> c.CertificateFile | None:
    """None before the departure."""
    file = act.session.get(CertificateFileRow, case.id)
    if file is None:
        return None
    return c.CertificateFile(
        without_booklet_since=_without_booklet_since(act, case),
        booklets=_booklets(act, case),
        pages=_pages(act, case.id),
        entries=_entries(act, case.id),
        dues=dues_of(act, case.id),
        arrears=_arrears(act, case.id),
        checks=_checks(act, case.id),
        inspection=_inspection(act, case),
        losses=_losses(act, case),
        replacements=_replacements(act, case),
        findings=_findings(act, case),
        to_rewrite=to_rewrite(act, case),
    )


def _without_booklet_since(act: Act, case: CaseRow) -> date | None:
    certificate = live_certificate(case)
    if certificate is None or not case.is_open or certificate.status != CertificateStatus.VOID:
        return None
    ended = act.session.get(CertificateEndRow, certificate.id)
    return ended.ended_on if ended else None


def _booklets(act: Act, case: CaseRow) -> tuple[c.BookletView, ...]:
    query = select(CertificateEndRow).where(CertificateEndRow.case_id == case.id)
    ends = {row.certificate_id: row for row in act.session.scalars(query)}
    replaced = {row.id: row for row in _replacement_rows(act, case.id)}

    def view(row: CertificateRow) -> c.BookletView:
        end, new = ends.get(row.id), replaced.get(row.id)
        continues = new is not None and c.ReplacementReason(new.reason).continues
        return c.BookletView(
            certificate_id=row.id,
            status=CertificateStatus(row.status),
            number=row.number,
            issued_on=row.issued_on,
            voided_on=end.ended_on if end else None,
            void_reason=c.VoidReason(end.reason) if end else None,
            replaces=new.old_certificate_id if new and not continues else None,
            continues=new.old_certificate_id if new and continues else None,
        )

    return tuple(view(row) for row in case.certificates)


def _pages(act: Act, case_id: UUID) -> tuple[c.HostPage, ...]:
    query = select(HostPageRow).where(HostPageRow.case_id == case_id).order_by(HostPageRow.attempt)
    return tuple(
        c.HostPage(
            attempt=row.attempt,
            host_committee=row.host_committee,
            host_branch=row.host_branch_name,
            came_in_on=row.came_in_on,
            contact=act.open_text(row.contact) or "",
            left_on=row.left_on,
        )
        for row in act.session.scalars(query)
    )


ENTRY = (
    "attempt", "serial", "happened_on", "kind", "month", "amount", "recorder", "recorded_on", "late", "corrects",
    "status", "confirmed_by", "answered_on",
)  # fmt: skip


def _entries(act: Act, case_id: UUID) -> tuple[c.EntryView, ...]:
    rows = entry_rows(act, case_id)
    corrected = {row.corrects: row.id for row in rows if row.corrects}
    return tuple(
        c.EntryView.model_validate(
            {name: getattr(row, name) for name in ENTRY}
            | json.loads(act.seal.open(row.sealed_words))
            | {"entry_id": row.id, "corrected_by": corrected.get(row.id)}
        )
        for row in rows
    )


def to_rewrite(act: Act, case: CaseRow) -> tuple[UUID, ...]:
    """5.1: entries of the present host since the last confirmed one."""
    rows = [row for row in entry_rows(act, case.id) if row.attempt == case.attempt]
    corrected = {row.corrects for row in rows}
    by_serial = {row.serial: row.id for row in rows}
    facts = ((row.serial, row.status, row.id in corrected) for row in rows)
    return tuple(by_serial[serial] for serial in since_last_confirmed(facts))


def _arrears(act: Act, case_id: UUID) -> tuple[c.ArrearsView, ...]:
    plain = c.ArrearsView.model_fields.keys() - {"text"}
    return tuple(
        c.ArrearsView.model_validate({name: getattr(row, name) for name in plain} | {"text": _words(act, row)})
        for row in reversed(arrears_of(act, case_id))
    )


def _words(act: Act, row: ArrearsRow) -> str:
    return act.open_text(row.sealed_text) or ""


def _inspection(act: Act, case: CaseRow) -> c.InspectionView | None:
    query = select(CertificateInspectionRow).where(CertificateInspectionRow.case_id == case.id)
    row = act.session.scalars(query).one_or_none()
    if row is None:
        return None
    numbers = {certificate.id: certificate.number for certificate in case.certificates}
    plain = c.InspectionView.model_fields.keys() - {"number", "remarks"}
    return c.InspectionView.model_validate(
        {name: getattr(row, name) for name in plain}
        | {"number": numbers[row.certificate_id] or "", "remarks": act.open_text(row.remarks) or ""}
    )


def _checks(act: Act, case_id: UUID) -> tuple[c.YearlyCheck, ...]:
    return tuple(
        c.YearlyCheck(
            year=row.year,
            status=c.CheckStatus(row.status),
            checked_on=row.checked_on,
            by=Side(row.by) if row.by else None,
            remarks=act.open_text(row.remarks) or "",
        )
        for row in checks_of(act, case_id)
    )


def _losses(act: Act, case: CaseRow) -> tuple[c.LossView, ...]:
    numbers = {row.id: row.number or "" for row in case.certificates}
    query = select(CertificateLossRow).where(CertificateLossRow.case_id == case.id)
    return tuple(
        c.LossView(
            loss_id=row.id,
            number=numbers.get(row.certificate_id, ""),
            status=c.LossStatus(row.status),
            lost_on=row.lost_on,
            reported_on=row.reported_on,
            told_by=Side(row.told_by),
            late=row.late,
            text=act.open_text(row.text) or "",
            checked_on=row.checked_on,
            outcome=act.open_text(row.outcome) or "",
        )
        for row in act.session.scalars(query.order_by(CertificateLossRow.serial))
    )


def _replacement_rows(act: Act, case_id: UUID) -> list[CertificateReplacementRow]:
    query = select(CertificateReplacementRow).where(CertificateReplacementRow.case_id == case_id)
    return list(act.session.scalars(query.order_by(CertificateReplacementRow.serial)))


def _replacements(act: Act, case: CaseRow) -> tuple[c.ReplacementView, ...]:
    numbers = {row.id: row.number or "" for row in case.certificates}
    return tuple(
        c.ReplacementView(
            certificate_id=row.id,
            status=c.ReplacementStatus(row.status),
            reason=c.ReplacementReason(row.reason),
            requested_on=row.requested_on,
            number=row.number,
            issued_on=row.issued_on,
            old_number=numbers.get(row.old_certificate_id, ""),
        )
        for row in _replacement_rows(act, case.id)
    )


def _findings(act: Act, case: CaseRow) -> tuple[c.FindingView, ...]:
    query = select(FalseEntriesRow).where(FalseEntriesRow.case_id == case.id)
    return tuple(
        c.FindingView(
            finding_id=row.id,
            status=c.FindingStatus(row.status),
            entries=tuple(UUID(one) for one in row.entries),
            found_on=row.found_on,
            text=act.open_text(row.text) or "",
            answer=act.open_text(row.answer) or "",
            admitted=row.admitted,
            outcome=act.open_text(row.outcome) or "",
            proved=row.proved,
            settled_on=row.settled_on,
            duty_holder=case.home_committee or case.home_branch,
        )
        for row in act.session.scalars(query.order_by(FalseEntriesRow.serial))
    )


class RegisterWanted(Contract):
    organisation: str | None = Field(default=None, description="that issued, or an organisation above it")
    status: CertificateStatus | None = None
    issued_from: date | None = None
    issued_to: date | None = None


class RegisterFilter(RegisterWanted):
    limit: int = Field(default=50, ge=1, le=200)
    after: str | None = Field(default=None, description="`next` of the page before")


def list_issue_register(act: Act, wanted: RegisterFilter) -> c.IssueRegister:
    """Every booklet ever issued in the reader's subtree, newest first; filed with the parent by being seen there."""
    query = _issued(act, "list_issue_register", wanted).limit(wanted.limit + 1)
    if wanted.after:
        query = query.where(CertificateRow.id < id_in(wanted.after))
    rows = act.session.execute(query).unique().all()
    lines = [_line(*row) for row in rows[: wanted.limit]]
    more = len(rows) > wanted.limit
    return c.IssueRegister(items=lines, next=str(rows[wanted.limit - 1][0].id) if more else None)


def whole_register(act: Act, wanted: RegisterWanted) -> Iterator[c.RegisterLine]:
    """Without pages, for the export."""
    rows = act.session.execute(_issued(act, "export_issue_register", wanted)).unique()
    return (_line(*row) for row in rows)


def _issued(act: Act, verb: str, wanted: RegisterWanted) -> Select[CertificateRow, CaseRow, str, str]:
    path = CaseRow.__table__.c.home_path
    conditions = [visible(act.actor, verb, PERMISSIONS, path), CertificateRow.issued_on.is_not(None)]
    if wanted.organisation:
        above = act.session.get(OrganisationRow, wanted.organisation)
        conditions.append(path.op("<@")(above.path) if above else false())
    if wanted.status:
        conditions.append(CertificateRow.status == wanted.status)
    if wanted.issued_from:
        conditions.append(CertificateRow.issued_on >= wanted.issued_from)
    if wanted.issued_to:
        conditions.append(CertificateRow.issued_on <= wanted.issued_to)
    return (
        select(CertificateRow, CaseRow, MemberRow.name, OrganisationRow.name)
        .join(CaseRow, CaseRow.id == CertificateRow.case_id)
        .join(MemberRow, MemberRow.id == CertificateRow.member_id)
        .outerjoin(OrganisationRow, OrganisationRow.code == CaseRow.home_branch)
        .where(*conditions)
        .order_by(CertificateRow.id.desc())
    )


def _line(row: CertificateRow, case: CaseRow, member_name: str, branch_name: str | None) -> c.RegisterLine:
    assert row.issued_on is not None
    return c.RegisterLine(
        case_id=case.id,
        member_name=member_name,
        home_branch=case.home_branch,
        home_branch_name=branch_name or case.home_branch,
        number=row.number or "",
        status=CertificateStatus(row.status),
        issued_on=row.issued_on,
        reason=case.reason,
        destination=case.host_region_name or case.host_region,
        departed_on=case.departed_on,
    )


def list_running_certificates(act: Act, after: UUID | None) -> RunningCertificates:
    """Those that should have a workflow: not over, with a finding open, or not put away."""
    query = select(CertificateFileRow, CaseRow).join(CaseRow, CaseRow.id == CertificateFileRow.case_id)
    open_findings = select(FalseEntriesRow.case_id).where(FalseEntriesRow.status != c.FindingStatus.SETTLED)
    inspected = select(CertificateInspectionRow.case_id).where(CertificateInspectionRow.put_away_on.is_(None))
    unsettled = CertificateFileRow.case_id.in_(open_findings.union(inspected))
    query = query.where(CertificateFileRow.over.is_(False) | unsettled)
    if after is not None:
        query = query.where(CertificateFileRow.case_id > after)
    rows = act.session.execute(query.order_by(CertificateFileRow.case_id).limit(RUNNING_PAGE)).unique().all()
    items = [certificate_state(act, case, file) for file, case in rows]
    return RunningCertificates(items=items, next=items[-1].case_id if len(rows) == RUNNING_PAGE else None)
