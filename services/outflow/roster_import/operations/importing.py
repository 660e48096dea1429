"""Every good row becomes a departure: a declared one, or that of a member who is out already (W-01, 5.1)."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.exc import IntegrityError

from services.outflow.contract import CaseStatus, Departure, ImportedRow, ImportReceipt, Person, Standing
from services.outflow.conversion.contract import OpenOverdueConversion
from services.outflow.conversion.operations.opening import open_overdue
from services.outflow.conversion.tables import ConversionRow
from services.outflow.old_certificate.operations.importing import OldCertificate, open_departed_case
from services.outflow.old_certificate.snapshots import old_certificate_of
from services.outflow.operations.declaration import open_case, open_case_of, register_member
from services.outflow.roster.contract import RosterRow, Verdict
from services.outflow.roster.old_data import NUMBER
from services.outflow.roster.problems import problem
from services.outflow.roster_import.operations.checking import authorise_import, checked
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.organisation_directory.queries import policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.pack import PolicyPack
from shared.posts import Post
from shared.workbooks.reading import read_workbook

UNKNOWN_REGION = "000000"
SEX = {"MALE": "男", "FEMALE": "女"}
DECLARED, DEPARTED, UNCHANGED, SKIPPED = "DECLARED", "DEPARTED", "UNCHANGED", "SKIPPED"
MAX_TEXT: Final = 2000
ONE_BOOKLET: Final = "uq_activity_certificate_live"


def import_roster(act: Act, organisation: str, filename: str, data: bytes) -> ImportReceipt:
    """Rows without error come in; a member whose case is open already stays as he is."""
    post = authorise_import(act, organisation, "import_roster")
    check = checked(act, organisation, read_workbook(data, filename=filename))
    rows = [_import_row(act, row, post) for row in check.rows]
    counts = Counter(row.outcome for row in rows)
    return ImportReceipt(
        declared=counts[DECLARED] + counts[DEPARTED],
        departed=counts[DEPARTED],
        unchanged=counts[UNCHANGED],
        skipped=counts[SKIPPED],
        rows=rows,
    )


def _import_row(act: Act, row: RosterRow, post: Post) -> ImportedRow:
    if row.verdict is Verdict.ERROR:
        return _imported(row, SKIPPED, None, "；".join(f"{p.problem}{p.remedy}" for p in row.problems))
    branch = act.session.get_one(OrganisationRow, row.values["branch"])
    member = register_member(act, _person(row.values), branch.code)
    standing = open_case_of(act, member)
    if standing is not None:
        return _already_there(act, row, standing)
    departure = _departure(row.values, policy_for(act.session, branch.path, act.today))
    try:
        with act.session.begin_nested():
            old = _old_certificate(row.values)
            if old is None:
                case = open_case(act, member, branch, departure, post)
            else:
                case = open_departed_case(act, member, branch, departure, old, post)
            _open_overdue(act, row.values, case, post)
    except IntegrityError as error:
        return _imported(row, SKIPPED, None, _refused_by_the_database(row, error))
    return _imported(row, DEPARTED if old else DECLARED, case, f"已登记，{_told(row, case)}")


def _refused_by_the_database(row: RosterRow, error: IntegrityError) -> str:
    """Somebody else has brought in the number since the rows were checked; or he holds a booklet that was kept."""
    second = ONE_BOOKLET in str(error.orig)
    code = "certificate_second" if second else "certificate_number_taken"
    told = problem(code, NUMBER, text=row.values.get(NUMBER, ""))
    return f"{told.problem}{told.remedy}"


def _old_certificate(values: Mapping[str, str]) -> OldCertificate | None:
    if NUMBER not in values:
        return None
    return OldCertificate(number=values[NUMBER], issued_on=date.fromisoformat(values["issued"]))


def _open_overdue(act: Act, values: Mapping[str, str], case: CaseRow, post: Post) -> None:
    """5.1: the conversion opens with its reason; nobody has to be told of it once more by hand."""
    if "overdue_reason" not in values:
        return
    body = OpenOverdueConversion.model_validate(
        {
            "admitted_on": values["admitted"],
            "overdue_reason": values["overdue_reason"],
            "text": values["overdue_text"][:MAX_TEXT],
        }
    )
    open_overdue(act, case, body, post)


def _told(row: RosterRow, case: CaseRow) -> str:
    return row.becomes if NUMBER in row.values or "overdue_reason" in row.values else CaseStatus(case.status).label


def _already_there(act: Act, row: RosterRow, case: CaseRow) -> ImportedRow:
    differs = _difference(act, row.values, case)
    if differs is None:
        return _imported(row, UNCHANGED, case, "已登记过，没有变化")
    return _imported(row, SKIPPED, case, f"该党员已有办理中的个案（{differs}），本行未导入；请先核对")


def _difference(act: Act, values: Mapping[str, str], case: CaseRow) -> str | None:
    """What the open case has otherwise; it is left as it is."""
    if case.leaves_on.isoformat() != values["left"]:
        return f"流出时间 {case.leaves_on}"
    number, old = values.get(NUMBER), old_certificate_of(act, case)
    numbers = [certificate.number for certificate in case.certificates] + [old.number if old else None]
    if number is not None and number not in numbers:
        known = next((one for one in reversed(numbers) if one), None)
        return f"活动证编号 {known}" if known else "还没有登记活动证编号"
    conversion = act.session.get(ConversionRow, case.id) if "overdue_reason" in values else None
    if "overdue_reason" in values and (conversion is None or conversion.overdue_reason != values["overdue_reason"]):
        return "没有登记这一转正逾期原因，请在个案里登记"
    return None


def _imported(row: RosterRow, outcome: str, case: CaseRow | None, text: str) -> ImportedRow:
    return ImportedRow(row=row.row, outcome=outcome, case_id=case.id if case else None, text=text)


def _person(values: Mapping[str, str]) -> Person:
    return Person(
        name=values["name"],
        id_number=values["id_number"],
        sex=SEX.get(values.get("sex", ""), ""),
        ethnicity=values.get("ethnicity", "")[:20],
        phone=values.get("phone", ""),
        standing=Standing(values["standing"]),
        joined=values.get("joined") or values.get("joined_month", ""),
        education=values.get("education", "")[:30],
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
        host_region_name=values.get("host_region_name", "")[:60],
        host_committee=values.get("host_committee"),
        host_name=values.get("host_committee_name", "")[:120],
    )
