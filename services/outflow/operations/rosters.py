"""Rosters as they come: check, report, import. Every good row becomes a declared departure (W-01)."""

from collections.abc import Mapping
from datetime import date

from services.outflow.contract import CaseStatus, Departure, ImportedRow, ImportReceipt, Person, Standing
from services.outflow.operations.declaration import open_case, open_case_of, register_member
from services.outflow.permissions import PERMISSIONS
from services.outflow.roster.checks import check_roster as check_sheets
from services.outflow.roster.contract import RosterCheck, RosterRow, Verdict
from services.outflow.roster.directory import OrganisationDirectory
from services.outflow.roster.report import write_report
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import Standing as Place
from shared.authorisation import authorise
from shared.errors import NotFound
from shared.organisation_directory.queries import all_organisations, policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.pack import PolicyPack
from shared.posts import Post
from shared.workbooks.reading import read_workbook
from shared.workbooks.sheets import Sheet

UNKNOWN_REGION = "000000"
SEX = {"MALE": "男", "FEMALE": "女"}


def check_roster(act: Act, organisation: str, filename: str, data: bytes, *, verb: str = "check_roster") -> RosterCheck:
    """Row by row, nothing is written. Raises NotFound, WorkbookRefused kinds, HeadingsMissing."""
    _authorise(act, organisation, verb)
    return _check(act, organisation, read_workbook(data, filename=filename))


def _check(act: Act, organisation: str, sheets: list[Sheet]) -> RosterCheck:
    directory = OrganisationDirectory.of(all_organisations(act.session), own_code=organisation)
    return check_sheets(sheets, directory, today=act.today)


def report_roster(act: Act, organisation: str, filename: str, data: bytes) -> bytes:
    """Their own sheet with 「问题」「怎么改」."""
    _authorise(act, organisation, "report_roster")
    sheets = read_workbook(data, filename=filename)
    return write_report(sheets, _check(act, organisation, sheets))


def import_roster(act: Act, organisation: str, filename: str, data: bytes) -> ImportReceipt:
    """Rows without error are declared; a member whose case is open already stays as he is."""
    post = _authorise(act, organisation, "import_roster")
    check = _check(act, organisation, read_workbook(data, filename=filename))
    rows = [_import_row(act, row, post) for row in check.rows]
    counts = {outcome: sum(r.outcome == outcome for r in rows) for outcome in ("DECLARED", "UNCHANGED", "SKIPPED")}
    return ImportReceipt(
        declared=counts["DECLARED"], unchanged=counts["UNCHANGED"], skipped=counts["SKIPPED"], rows=rows
    )


def _authorise(act: Act, organisation: str, verb: str) -> Post:
    row = act.session.get(OrganisationRow, organisation)
    if row is None:
        raise NotFound()
    return authorise(act.actor, verb, PERMISSIONS, Place(own=row.path))


def _import_row(act: Act, row: RosterRow, post: Post) -> ImportedRow:
    if row.verdict is Verdict.ERROR:
        return _imported(row, "SKIPPED", None, "；".join(f"{p.problem}{p.remedy}" for p in row.problems))
    branch = act.session.get_one(OrganisationRow, row.values["branch"])
    pack = policy_for(act.session, branch.path, act.today)
    departure = _departure(row.values, pack)
    member = register_member(act, _person(row.values), branch.code)
    standing = open_case_of(act, member)
    if standing is not None:
        return _already_there(row, standing, departure)
    case = open_case(act, member, branch, departure, post)
    text = f"已登记，{CaseStatus(case.status).label}"
    return _imported(row, "DECLARED", case, text)


def _already_there(row: RosterRow, case: CaseRow, departure: Departure) -> ImportedRow:
    if case.leaves_on == departure.leaves_on:
        return _imported(row, "UNCHANGED", case, "已登记过，没有变化")
    text = f"该党员已有办理中的个案（流出时间 {case.leaves_on}），本行未导入；请先核对"
    return _imported(row, "SKIPPED", case, text)


def _imported(row: RosterRow, outcome: str, case: CaseRow | None, text: str) -> ImportedRow:
    return ImportedRow(row=row.row, outcome=outcome, case_id=case.id if case else None, text=text)


def _person(values: Mapping[str, str]) -> Person:
    return Person(
        name=values["name"],
        id_number=values["id_number"],
        sex=SEX.get(values.get("sex", ""), ""),
        ethnicity=values.get("ethnicity", ""),
        phone=values.get("phone", ""),
        standing=Standing(values["standing"]),
        joined=values.get("joined") or values.get("joined_month", ""),
        education=values.get("education", ""),
    )


def _departure(values: Mapping[str, str], pack: PolicyPack) -> Departure:
    """A roster lists those for whom a certificate is to be issued: the affiliation stays at home for now."""
    reason = pack.departure_reason(values.get("reason", ""))
    returns = values.get("expected_return")
    return Departure(
        leaves_on=date.fromisoformat(values["left"]),
        expected_return=date.fromisoformat(returns) if returns else None,
        reason=reason.code if reason else "other",
        transferable=False,
        host_region=values.get("host_region", UNKNOWN_REGION),
        host_region_name=values.get("host_region_name", ""),
        host_committee=values.get("host_committee"),
        host_name=values.get("host_committee_name", ""),
    )
