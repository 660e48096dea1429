"""Every good row becomes a departure: a declared one, or that of a member who is out already (W-01, 5.1)."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.exc import IntegrityError

from services.outflow.contract import CaseStatus, Departure, ImportedRow, ImportReceipt, Person, Standing
from services.outflow.conversion.contract import OpenOverdueConversion
from services.outflow.conversion.operations.opening import open_overdue
from services.outflow.exchange.operations.changes import keep_contact
from services.outflow.exchange.tables import ExchangeRow
from services.outflow.old_certificate.operations.importing import OldCertificate, open_departed_case
from services.outflow.operations.declaration import open_case, open_case_of, register_member
from services.outflow.roster.contract import Choice, RosterRow, RowState
from services.outflow.roster.known import UNKNOWN_REGION, shortened
from services.outflow.roster.old_data import NUMBER
from services.outflow.roster.problems import EMPLOYER_LATER, problem
from services.outflow.roster_import.operations.changing import SEX, change_case
from services.outflow.roster_import.operations.checking import authorise_import, checked
from services.outflow.roster_import.tables import ImportedChangeRow
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.letters.bodies_exchange import ContactData
from shared.organisation_directory.queries import policy_for
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.pack import PolicyPack
from shared.posts import Post
from shared.rosters.operations import (
    CHANGED,
    DECLARED,
    DEPARTED,
    MOVED_ON,
    SKIPPED,
    brought_in,
    comes_first,
    imported,
    in_its_turn,
    left_as_it_is,
    receipt_of,
)
from shared.workbooks.reading import read_workbook

MAX_TEXT: Final = 2000
ONE_BOOKLET: Final = "uq_activity_certificate_live"


class _AwayAlready(Exception):
    """Somebody has declared him since the rows were checked."""


def import_roster(act: Act, organisation: str, filename: str, data: bytes, choice: Choice | None) -> ImportReceipt:
    """What is new or changed comes in, if it is among the rows chosen; without a choice all of it.

    Raises FileNotTheOneChecked when the choice is about another file.
    """
    post = authorise_import(act, organisation, "import_roster")
    digest = in_its_turn(act, data, choice)
    check = checked(act, organisation, read_workbook(data, filename=filename))
    top = act.session.get_one(OrganisationRow, organisation).path
    rows = (
        brought_in(act, ImportedChangeRow, row, digest, choice, _registered_as(row))
        or left_as_it_is(row, choice)
        or _take(act, row, top, digest, post)
        for row in check.rows
    )
    return receipt_of([_reminded(row, told) for row, told in zip(check.rows, rows, strict=True)])


def _reminded(row: RosterRow, told: ImportedRow) -> ImportedRow:
    """What of the row was not taken stands beside its result."""
    if told.outcome == SKIPPED or EMPLOYER_LATER not in row.codes:
        return told
    return told.model_copy(update={"text": f"{told.text}；{problem(EMPLOYER_LATER, None).problem}"})


def _take(act: Act, row: RosterRow, top: str, digest: str, post: Post) -> ImportedRow:
    if row.state is RowState.NEW:
        return _declare(act, row, digest, post)
    refusal = change_case(act, row, top, digest)
    return imported(row, SKIPPED, refusal) if refusal else imported(row, CHANGED, f"已{row.becomes}")


def _declare(act: Act, row: RosterRow, digest: str, post: Post) -> ImportedRow:
    """A row that does not come in leaves nothing behind, of the member neither."""
    try:
        with act.session.begin_nested():
            case = _open(act, row, post)
            comes_first(act, ImportedChangeRow, row, digest, case_id=case.id)
    except (IntegrityError, _AwayAlready) as error:
        act.session.expire_all()
        told = _refused_by_the_database(row, error) if isinstance(error, IntegrityError) else MOVED_ON
        return imported(row, SKIPPED, told)
    there = row.model_copy(update={"case_id": case.id})
    return imported(there, _registered_as(row), f"已登记，{_told(row, case)}")


def _open(act: Act, row: RosterRow, post: Post) -> CaseRow:
    """Raises _AwayAlready, IntegrityError."""
    branch = act.session.get_one(OrganisationRow, row.values["branch"])
    member = register_member(act, _person(row.values), branch.code)
    if open_case_of(act, member) is not None:
        raise _AwayAlready()
    departure = _departure(row.values, policy_for(act.session, branch.path, act.today))
    old = _old_certificate(row.values)
    if old is None:
        case = open_case(act, member, branch, departure, post)
    else:
        case = open_departed_case(act, member, branch, departure, old, post)
    _open_overdue(act, row.values, case, post)
    _keep_employer(act, row.values, case)
    return case


def _registered_as(row: RosterRow) -> str:
    return DEPARTED if NUMBER in row.values else DECLARED


def _keep_employer(act: Act, values: Mapping[str, str], case: CaseRow) -> None:
    """Of somebody who is out already it is known from the beginning; of others D-152 tells it."""
    exchange = act.session.get(ExchangeRow, case.id)
    if exchange is not None and "employer" in values:
        keep_contact(act, case, exchange, ContactData(employer=shortened(values)["employer"]))


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


def _person(given: Mapping[str, str]) -> Person:
    values = shortened(given)
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


def _departure(given: Mapping[str, str], pack: PolicyPack) -> Departure:
    """A roster lists those for whom a certificate is to be issued: the affiliation stays at home for now."""
    values = shortened(given)
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
