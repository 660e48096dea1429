"""The host's roster as it comes, row by row, against what is known. Nothing is written."""

from services.inflow.roster_import.domain.comparison import compared
from services.inflow.roster_import.domain.rows import read_rows
from services.inflow.roster_import.operations.knowing import known_of
from services.inflow.roster_import.permissions import PERMISSIONS
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import NotFound
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Post
from shared.rosters.contract import RosterCheck
from shared.rosters.operations import digest_of
from shared.rosters.report import write_report
from shared.workbooks.reading import read_workbook
from shared.workbooks.sheets import Sheet


def authorise_import(act: Act, organisation: str, verb: str) -> tuple[str, Post]:
    """The organisation's path, and the post that may. Raises NotFound, NotYourPost."""
    row = act.session.get(OrganisationRow, organisation)
    if row is None:
        raise NotFound()
    return row.path, authorise(act.actor, verb, PERMISSIONS, Standing(own=row.path))


def check_roster(act: Act, organisation: str, filename: str, data: bytes) -> RosterCheck:
    """Raises NotFound, WorkbookRefused kinds, HostHeadingsMissing."""
    top, _ = authorise_import(act, organisation, "check_roster")
    check = checked(act, top, read_workbook(data, filename=filename))
    return check.model_copy(update={"digest": digest_of(data)})


def report_roster(act: Act, organisation: str, filename: str, data: bytes) -> bytes:
    """Their own sheet with two more columns."""
    top, _ = authorise_import(act, organisation, "report_roster")
    sheets = read_workbook(data, filename=filename)
    return write_report(sheets, checked(act, top, sheets))


def checked(act: Act, top: str, sheets: list[Sheet]) -> RosterCheck:
    check = read_rows(sheets)
    numbers = {row.values["case_number"] for row in check.rows if "case_number" in row.values}
    known = known_of(act, top, numbers)
    rows = (compared(row, known.get(row.values.get("case_number", ""))) for row in check.rows)
    return check.model_copy(update={"rows": tuple(rows)})
