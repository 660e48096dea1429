"""Rosters as they come, row by row: against the directory, the rules, and the certificates that are known here."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from services.outflow.certificate_life.tables import CertificateReplacementRow
from services.outflow.queries import member_of
from services.outflow.roster.checks import check_roster as check_sheets
from services.outflow.roster.comparison import compared
from services.outflow.roster.contract import RosterCheck, RosterProblem, RosterRow
from services.outflow.roster.directory import OrganisationDirectory
from services.outflow.roster.old_data import NUMBER, overdue_reason
from services.outflow.roster.probation import judge_probations
from services.outflow.roster.problems import problem
from services.outflow.roster_import.operations.knowing import Known, known_of
from services.outflow.roster_import.permissions import PERMISSIONS
from services.outflow.tables import CaseRow, CertificateRow, MemberRow
from shared.act import Act
from shared.authorisation import Standing as Place
from shared.authorisation import authorise
from shared.calendar.published import published_calendar
from shared.errors import NotFound
from shared.organisation_directory.queries import all_organisations, policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.pack import PolicyPack
from shared.posts import Post
from shared.rosters.operations import digest_of
from shared.rosters.report import write_report
from shared.workbooks.reading import read_workbook
from shared.workbooks.sheets import Sheet


def authorise_import(act: Act, organisation: str, verb: str) -> Post:
    row = act.session.get(OrganisationRow, organisation)
    if row is None:
        raise NotFound()
    return authorise(act.actor, verb, PERMISSIONS, Place(own=row.path))


def check_roster(act: Act, organisation: str, filename: str, data: bytes) -> RosterCheck:
    """Nothing is written. Raises NotFound, WorkbookRefused kinds, HeadingsMissing."""
    authorise_import(act, organisation, "check_roster")
    check = checked(act, organisation, read_workbook(data, filename=filename))
    return check.model_copy(update={"digest": digest_of(data)})


def report_roster(act: Act, organisation: str, filename: str, data: bytes) -> bytes:
    """Their own sheet with 「问题」「怎么改」."""
    authorise_import(act, organisation, "report_roster")
    sheets = read_workbook(data, filename=filename)
    return write_report(sheets, checked(act, organisation, sheets))


def checked(act: Act, organisation: str, sheets: list[Sheet]) -> RosterCheck:
    directory = OrganisationDirectory.of(all_organisations(act.session), own_code=organisation)
    check = check_sheets(sheets, directory, today=act.today)
    known = known_of(act, act.session.get_one(OrganisationRow, organisation).path, check.rows)
    facts = {row.place: known.of(row) for row in check.rows}
    strangers = [row for row in check.rows if facts[row.place] is None and "case_number" not in row.values]
    judged = {row.place: row for row in _judged(act, check, strangers)}
    rows = (judged.get(row.place) or _of_known(row, known) for row in check.rows)
    return check.model_copy(update={"rows": tuple(compared(row, facts[row.place]) for row in rows)})


def _judged(act: Act, check: RosterCheck, rows: Sequence[RosterRow]) -> Iterator[RosterRow]:
    """Of people without a case: whether a conversion is overdue, and whose the certificate number is."""

    def pack_of(branch: str) -> PolicyPack:
        return policy_for(act.session, act.session.get_one(OrganisationRow, branch).path, act.today)

    judged = judge_probations(rows, check.sheets, pack_of, published_calendar(), act.today)
    yield from _against_known_numbers(act, judged)


def _of_known(row: RosterRow, known: Known) -> RosterRow:
    """His case says what is due: of the columns about conversions only the kind of reason is compared, and the reason
    for the departure as the policy names it."""
    values = {name: text for name, text in row.values.items() if name not in ("probation_end", "reason")}
    if kind := overdue_reason(values.get("overdue_text", "")):
        values["overdue_reason"] = kind.value
    if reason := known.reason_meant(row.values.get("reason", ""), known.top):
        values["reason"] = reason
    return row.model_copy(update={"values": values})


def _against_known_numbers(act: Act, rows: Sequence[RosterRow]) -> tuple[RosterRow, ...]:
    """A number belongs to one certificate for ever (W-02)."""
    wanted = {row.values[NUMBER] for row in rows if NUMBER in row.values}
    if not wanted:
        return tuple(rows)
    holders = _holders(act, wanted)
    return tuple(row.found(dict(row.values), _number_problems(act, row, holders)) for row in rows)


def _holders(act: Act, numbers: set[str]) -> dict[str, tuple[UUID, bool]]:
    """Number → its member, and whether the case in which he holds it is open."""
    found: dict[str, tuple[UUID, bool]] = {}
    replacing = select(CertificateReplacementRow.number, CaseRow.member_id, CaseRow.is_open).join(
        CaseRow, CaseRow.id == CertificateReplacementRow.case_id
    )
    issued = select(CertificateRow.number, CaseRow.member_id, CaseRow.is_open).join(
        CaseRow, CaseRow.id == CertificateRow.case_id
    )
    for query, column in ((replacing, CertificateReplacementRow.number), (issued, CertificateRow.number)):
        for number, member_id, is_open in act.session.execute(query.where(column.in_(numbers))):
            found[str(number)] = (member_id, is_open)
    return found


def _number_problems(act: Act, row: RosterRow, holders: Mapping[str, tuple[UUID, bool]]) -> list[RosterProblem]:
    number = row.values.get(NUMBER, "")
    if number not in holders:
        return []
    member_id, is_open = holders[number]
    if member_id != _member_id(act, row.values.get("id_number")):
        return [problem("certificate_number_taken", NUMBER, text=number)]
    return [] if is_open else [problem("certificate_number_used_before", NUMBER, text=number)]


def _member_id(act: Act, id_number: str | None) -> UUID | None:
    if id_number is None:
        return None
    query = select(MemberRow.id).where(MemberRow.id_number_index == act.seal.index(id_number))
    known = act.session.scalars(query).one_or_none()
    return member_of(act, known).id if known else None
