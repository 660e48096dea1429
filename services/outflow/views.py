"""From rows to public words."""

import json

from sqlalchemy import RowMapping, select

from services.outflow.contract import (
    Case,
    CaseFile,
    CaseStatus,
    CaseSummary,
    Category,
    CertificateStatus,
    CertificateView,
    ContactEntry,
    ContactQuarter,
    ContactStatus,
    MemberView,
    Standing,
)
from services.outflow.domain.mobility import duty_holder, next_act
from services.outflow.snapshots import live_certificate, quarters_of
from services.outflow.tables import CaseRow, CertificateRow, ContactEntryRow, MemberRow
from shared.act import Act
from shared.history import events_of
from shared.letters.operations import letters_of_case
from shared.organisation_directory.tables import OrganisationRow
from shared.sealing import mask_id_number, mask_phone
from shared.tasks.queries import tasks_of_case

COPIED = (
    "number", "version", "policy", "classification_source", "advice", "home_branch", "home_committee",
    "home_department", "host_region", "host_region_name", "host_committee", "host_name", "host_branch",
    "host_branch_name", "host_on_platform", "host_contact", "attempt", "reason", "declared_on", "leaves_on",
    "expected_return", "briefed_on", "departed_on", "reported_on", "active_on", "refusal_reason",
    "refusal_listed", "coordination",
)  # fmt: skip


def names_of(act: Act, *codes: str | None) -> dict[str | None, str]:
    wanted = {code for code in codes if code}
    query = select(OrganisationRow.code, OrganisationRow.name).where(OrganisationRow.code.in_(wanted))
    found = {code: name for code, name in act.session.execute(query)}
    return {None: ""} | {code: found.get(code, code) for code in wanted}


def case_view(act: Act, row: CaseRow) -> Case:
    certificate = live_certificate(row)
    status = CaseStatus(row.status)
    holder = duty_holder(
        status, row.home_branch, row.host_branch, row.former_branch, transferring=row.transfer_sent_on is not None
    )
    names = names_of(act, row.home_branch, row.home_committee, row.home_department, holder)
    return Case.model_validate(
        {name: getattr(row, name) for name in COPIED}
        | {
            "case_id": row.id,
            "status": status,
            "query": act.open_text(row.query),
            "refusal_text": act.open_text(row.refusal_text),
            "category": Category(row.category) if row.category else None,
            "member": member_view(act, row.member),
            "home_branch_name": names[row.home_branch],
            "home_committee_name": names[row.home_committee],
            "home_department_name": names[row.home_department],
            "certificate": certificate_view(certificate) if certificate else None,
            "duty_holder": holder,
            "duty_holder_name": names[holder],
            "next_act": next_act(status, row.briefed_on is not None, _status(certificate)),
        }
    )


def _status(certificate: CertificateRow | None) -> CertificateStatus | None:
    return CertificateStatus(certificate.status) if certificate else None


def member_view(act: Act, member: MemberRow) -> MemberView:
    return MemberView(
        name=member.name,
        sex=member.sex,
        standing=Standing(member.standing),
        id_number_masked=mask_id_number(act.seal.open(member.id_number_sealed)),
        phone_masked=mask_phone(act.seal.open(member.phone_sealed)),
        joined=member.joined,
        education=member.education,
    )


def certificate_view(row: CertificateRow) -> CertificateView:
    copied = ("number", "requested_on", "numbered_on", "sealed_on", "issued_on")
    return CertificateView.model_validate(
        {name: getattr(row, name) for name in copied}
        | {"certificate_id": row.id, "status": CertificateStatus(row.status)}
    )


IN_A_LIST = (
    "number", "status", "category", "home_branch", "home_committee", "host_region", "host_committee", "host_name",
    "declared_on", "leaves_on", "departed_on", "expected_return", "reported_on", "active_on",
)  # fmt: skip


def case_summary(row: RowMapping) -> CaseSummary:
    """Of a row of IN_A_LIST, the id and the names of member and branch."""
    return CaseSummary.model_validate(dict(row))


def case_file(act: Act, row: CaseRow) -> CaseFile:
    quarters = [
        ContactQuarter(quarter=q.quarter, status=ContactStatus(q.status), attempts=q.attempts, done_on=q.done_on)
        for q in quarters_of(act, row)
    ]
    return CaseFile(
        case=case_view(act, row),
        events=events_of(act, row.id),
        tasks=tasks_of_case(act, row.id, "outflow"),
        letters=letters_of_case(act, row.id),
        quarters=quarters,
        contacts=_contacts(act, row),
    )


def _contacts(act: Act, row: CaseRow) -> list[ContactEntry]:
    query = select(ContactEntryRow).where(ContactEntryRow.case_id == row.id).order_by(ContactEntryRow.id.desc())
    copied = ("contacted_on", "channel", "outgoing", "reached", "recorded_by")
    return [
        ContactEntry.model_validate(
            {name: getattr(entry, name) for name in copied} | json.loads(act.seal.open(entry.sealed_notes))
        )
        for entry in act.session.scalars(query)
    ]
