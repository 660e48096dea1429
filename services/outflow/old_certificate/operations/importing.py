"""A member who is out already, with the certificate that he was given (old data)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from services.outflow.contract import Category, CertificateStatus, Departure
from services.outflow.old_certificate.contract import OldCertificateStatus
from services.outflow.old_certificate.snapshots import publish_old_certificate
from services.outflow.old_certificate.tables import OldCertificateRow
from services.outflow.operations.casework import note
from services.outflow.operations.certificate import depart
from services.outflow.operations.declaration import new_case
from services.outflow.operations.notice import send_notice
from services.outflow.snapshots import publish, publish_contact
from services.outflow.tables import CaseRow, CertificateRow, MemberRow
from shared.act import Act
from shared.identifiers import new_id
from shared.organisation_directory.queries import policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Post

SOURCE: Final = "导入的老数据：活动证已经发放 [D-36]"


@dataclass(frozen=True)
class OldCertificate:
    number: str
    issued_on: date


def open_departed_case(
    act: Act, member: MemberRow, branch: OrganisationRow, departure: Departure, old: OldCertificate, post: Post | None
) -> CaseRow:
    """As if the certificate had been issued here on its day: DEPARTED, the notice goes off, contact is owed.

    What lies in the past is not overdue now: terms count from the import (`import.grace`).
    """
    case = new_case(act, member, branch, departure, post)
    case.is_open, case.category, case.advice = True, case.category or Category.SHORT, ""
    case.classification_source = SOURCE
    certificate = _certificate(act, case, old)
    depart(act, case, counted_from=_counted_from(act, case))
    note(act, "import_certificate", case, post, number=old.number, issued_on=old.issued_on.isoformat())
    send_notice(act, case)
    publish(act, case)
    publish_contact(act, case)
    _ask_the_registry(act, case, certificate, old)
    return case


def _certificate(act: Act, case: CaseRow, old: OldCertificate) -> CertificateRow:
    certificate = CertificateRow(
        id=new_id(),
        case_id=case.id,
        member_id=case.member_id,
        status=CertificateStatus.ISSUED,
        number=old.number,
        photo_attached=False,
        requested_on=old.issued_on,
        numbered_on=old.issued_on,
        issued_on=old.issued_on,
    )
    case.certificates.append(certificate)
    act.session.flush()
    return certificate


def _counted_from(act: Act, case: CaseRow) -> date:
    pack = policy_for(act.session, case.home_path, act.today)
    return act.today + timedelta(days=pack.term("import.grace").amount)


def _ask_the_registry(act: Act, case: CaseRow, certificate: CertificateRow, old: OldCertificate) -> None:
    row = OldCertificateRow(
        certificate_id=certificate.id,
        case_id=case.id,
        version=0,
        status=OldCertificateStatus.REGISTERING,
        number=old.number,
        issued_on=old.issued_on,
        imported_on=act.today,
        conflicts=0,
    )
    act.session.add(row)
    publish_old_certificate(act, case, row)
