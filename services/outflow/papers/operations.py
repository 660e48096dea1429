"""Printing on the home side: the facts of the paper and its seal; every print is logged."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select

from services.outflow.certificate_life.domain import IN_HAND, first_check
from services.outflow.certificate_life.ledger import dues_paid_to
from services.outflow.certificate_life.queries import certificate_file
from services.outflow.certificate_life.snapshots import CHECK_OPENS, check_day, checks_of, open_replacement
from services.outflow.certificate_life.tables import CertificateReplacementRow
from services.outflow.operations.casework import lock_case
from services.outflow.papers import contract as c
from services.outflow.papers.permissions import PERMISSIONS
from services.outflow.queries import standing_of
from services.outflow.snapshots import live_certificate
from services.outflow.statuses import CaseStatus, CertificateStatus, Standing
from services.outflow.tables import CaseRow, CertificateRow, ContactEntryRow, MemberRow
from services.outflow.views import names_of
from shared.act import Act
from shared.authorisation import Standing as Place
from shared.authorisation import authorise
from shared.errors import NotFound
from shared.letters.contract import OutflowNotice
from shared.letters.operations import open_letter
from shared.letters.tables import LetterSentRow
from shared.organisation_directory.queries import organisation, policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.own_word import himself
from shared.papers.contract import PaperKind
from shared.papers.issuing import NothingToPrint, born, log_print, sealed
from shared.policy.choices import DepartureReason
from shared.sealing import mask_id_number, mask_phone

Booklet = CertificateRow | CertificateReplacementRow
PRINTED = IN_HAND | {CertificateStatus.NUMBERED, CertificateStatus.SEALED}
"""From its number on: the committee seals what has been printed."""


class NoCertificateToPrint(NothingToPrint):
    message = "没有可以打印的活动证：还没有编号，或者已经作废、换发、收回；请先编号或换发。"


class NoNoticeToPrint(NothingToPrint):
    message = "还没有向流入地发出流出通知，党员离开后才有。"


def print_certificate(act: Act, case_id: UUID) -> c.CertificatePaper:
    """Raises NotFound, NotYourPost, NoCertificateToPrint."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, "print_certificate", PERMISSIONS, standing_of(case))
    booklet = _booklet(act, case)
    assert booklet.number is not None
    log_print(act, "print_certificate", post, case.id, number=booklet.number)
    member = case.member
    id_number = act.seal.open(member.id_number_sealed)
    seal = sealed(
        act, PaperKind.CERTIFICATE, booklet.number, case.home_committee or case.home_branch,
        valid_until=_checked_until(act, case, booklet), name=member.name, born_on=born(id_number),
    )  # fmt: skip
    return c.CertificatePaper.model_validate(
        seal | _person(member, id_number) | _departure(act, case) | _written(act, case) | _made(booklet)
    )


def _booklet(act: Act, case: CaseRow) -> Booklet:
    """The new one that is being made out, otherwise the one that counts; to the member only what he holds."""
    new = None if himself(act) else open_replacement(act, case.id)
    if new is not None and new.number:
        return new
    found = live_certificate(case)
    printed = IN_HAND if himself(act) else PRINTED
    if found is None or not found.number or CertificateStatus(found.status) not in printed:
        raise NoCertificateToPrint()
    return found


def _checked_until(act: Act, case: CaseRow, booklet: Booklet) -> date:
    """No term of its own: the yearly check keeps it alive [C-2]."""
    pack = policy_for(act.session, case.home_path, act.today)
    first = first_check(booklet.issued_on or act.today, str(pack.term(CHECK_OPENS).value))
    passed = max((check.year for check in checks_of(act, case.id) if check.checked_on), default=0)
    opens = check_day(act, case, max(first.year, passed + 1, act.today.year))
    return opens + timedelta(days=pack.term("certificate.yearly_check.within").amount)


def _person(member: MemberRow, id_number: str) -> dict[str, object]:
    copied = ("name", "sex", "ethnicity", "education", "joined")
    known: dict[str, object] = {name: getattr(member, name) for name in copied}
    return known | {"standing": Standing(member.standing), "id_number": id_number, "born_on": born(id_number)}


def _departure(act: Act, case: CaseRow) -> dict[str, object]:
    names = names_of(act, case.home_branch, case.home_committee, case.home_department)
    branch = organisation(act.session, case.home_branch)
    return {
        "case_number": case.number,
        "department_name": names[case.home_department],
        "home_committee_name": names[case.home_committee],
        "home_branch_name": branch.name,
        "home_contact": branch.contact,
        "home_phone": branch.phone,
        "leaves_on": case.departed_on or case.leaves_on,
        "reason": _reason(act, case),
        "destination": case.host_region_name or case.host_name,
        "expected_return": case.expected_return,
        "dues_paid_to": dues_paid_to(act, case),
    }


def _reason(act: Act, case: CaseRow) -> str:
    """In the words of the region's list; old data may have come with its own."""
    known: tuple[DepartureReason, ...] = policy_for(act.session, case.home_path, act.today).departure_reasons
    return next((one.label for one in known if one.code == case.reason), case.reason)


def _written(act: Act, case: CaseRow) -> dict[str, object]:
    """What has been entered so far; empty pages before the departure."""
    file = certificate_file(act, case)
    if file is None:
        return {"pages": (), "entries": (), "dues": (), "checks": (), "inspection": None}
    return {name: getattr(file, name) for name in ("pages", "entries", "dues", "checks", "inspection")}


def _made(booklet: Booklet) -> dict[str, object]:
    return {name: getattr(booklet, name) for name in ("photo_attached", "sealed_on", "issued_on")}


def print_outflow_notice(act: Act, case_id: UUID) -> c.OutflowNoticePaper:
    """The newest notice that was written. Raises NotFound, NotYourPost, NoNoticeToPrint."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, "print_outflow_notice", PERMISSIONS, standing_of(case))
    query = select(LetterSentRow.id).where(LetterSentRow.case_id == case.id, LetterSentRow.type == "OUTFLOW_NOTICE")
    newest = act.session.scalars(query.order_by(LetterSentRow.attempt.desc(), LetterSentRow.number.desc())).first()
    if newest is None:
        raise NoNoticeToPrint()
    letter = open_letter(act, newest)
    assert isinstance(letter.body, OutflowNotice)
    log_print(act, "print_outflow_notice", post, case.id)
    person = letter.body.person
    seal = sealed(
        act, PaperKind.OUTFLOW_NOTICE, case.number, case.home_branch, name=person.name, born_on=born(person.id_number)
    )
    names = names_of(act, letter.recipient)
    return c.OutflowNoticePaper(
        **seal,
        addressee=case.host_name or names.get(letter.recipient) or case.host_region_name,
        notice=letter.body,
        reason=_reason(act, case),
        written_on=letter.as_of.date(),
    )


def print_home_roster(act: Act, branch: str) -> c.HomeRosterPaper:
    """Raises NotFound, also for a branch that is not the reader's."""
    own = act.session.get(OrganisationRow, branch)
    if own is None:
        raise NotFound()
    post = authorise(act.actor, "print_home_roster", PERMISSIONS, Place(own=own.path))
    lines = tuple(_lines(act, own.code))
    log_print(act, "print_home_roster", post, None, branch=own.code, lines=len(lines))
    parent = act.session.get(OrganisationRow, own.parent_code) if own.parent_code else None
    return c.HomeRosterPaper(
        **sealed(act, PaperKind.HOME_ROSTER, f"{own.code}-{act.today:%Y%m%d}", own.code),
        branch_name=own.name,
        committee_name=parent.name if parent else "",
        contact=own.contact,
        lines=lines,
    )


def _lines(act: Act, branch: str) -> list[c.HomeRosterLine]:
    query = select(CaseRow).where(CaseRow.home_branch == branch, CaseRow.is_open).order_by(CaseRow.id)
    cases = list(act.session.scalars(query))
    contacts = _last_contacts(act, [case.id for case in cases])
    numbers = _numbers(act, [case.id for case in cases])
    return [_line(act, case, numbers.get(case.id, ""), contacts.get(case.id)) for case in cases]


def _last_contacts(act: Act, cases: list[UUID]) -> dict[UUID, date]:
    query = (
        select(ContactEntryRow.case_id, func.max(ContactEntryRow.contacted_on))
        .where(ContactEntryRow.case_id.in_(cases), ContactEntryRow.reached)
        .group_by(ContactEntryRow.case_id)
    )
    return {case_id: day for case_id, day in act.session.execute(query)}


def _numbers(act: Act, cases: list[UUID]) -> dict[UUID, str]:
    """Of the booklets that count."""
    query = select(CertificateRow.case_id, CertificateRow.number).where(
        CertificateRow.case_id.in_(cases), CertificateRow.status.in_(PRINTED), CertificateRow.number.is_not(None)
    )
    return {case_id: number for case_id, number in act.session.execute(query.order_by(CertificateRow.id)) if number}


def _line(act: Act, case: CaseRow, number: str, last_contact_on: date | None) -> c.HomeRosterLine:
    member = case.member
    id_number = act.seal.open(member.id_number_sealed)
    return c.HomeRosterLine(
        name=member.name,
        sex=member.sex,
        born_on=born(id_number),
        id_number_masked=mask_id_number(id_number),
        phone_masked=mask_phone(act.seal.open(member.phone_sealed)),
        standing=Standing(member.standing),
        education=member.education,
        certificate_number=number,
        status=CaseStatus(case.status),
        reason=_reason(act, case),
        left_on=case.departed_on or case.leaves_on,
        destination=case.host_region_name,
        host=case.host_branch_name or case.host_name,
        expected_return=case.expected_return,
        last_contact_on=last_contact_on,
    )
