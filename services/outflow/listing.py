"""Lists whose rows the home side's figures count: cases, and what hangs on them."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, literal
from sqlalchemy.orm import aliased

from services.outflow.tables import CaseRow, MemberRow
from shared.act import Act
from shared.figures import FigureItem, Listing
from shared.organisation_directory.tables import OrganisationRow

CASES = CaseRow.__table__.c
_BRANCH = aliased(OrganisationRow)
_CASE_AND_MEMBER = CaseRow.__table__.join(MemberRow.__table__, MemberRow.id == CASES.member_id).outerjoin(
    _BRANCH, _BRANCH.code == CASES.home_branch
)


def listing_of_cases(
    table: FromClause | None = None,
    *,
    state: ColumnElement[Any],
    words: Mapping[str, str],
    on: ColumnElement[Any] | None = None,
    row_id: ColumnElement[Any] | None = None,
    organisation: ColumnElement[Any] = CASES.home_committee,
) -> Listing:
    """The rows of `table`, each with its case; without one the cases themselves. `state` is shown in `words`."""
    source = _CASE_AND_MEMBER
    if table is not None:
        source = _CASE_AND_MEMBER.join(table, table.c.case_id == CASES.id)
    key = row_id if row_id is not None else CASES.id if table is None else table.c.id
    columns = (
        CASES.id.label("case_id"),
        CASES.number,
        MemberRow.name.label("member"),
        _BRANCH.name.label("branch"),
        CASES.home_branch,
        CASES.host_name,
        CASES.host_region_name,
        state.label("state"),
        (literal(None) if on is None else on).label("on"),
    )

    return Listing(
        source=source,
        row_id=key,
        organisation=organisation,
        path=CASES.home_path,
        columns=columns,
        shown=_in(words),
        subject=CASES.id if table is None else table.c.case_id,
        hanging=table,
        day=on,
    )


def _in(words: Mapping[str, str]) -> Callable[[Act, Row[Any]], FigureItem]:
    def shown(_: Act, row: Row[Any]) -> FigureItem:
        return FigureItem(
            case_id=row.case_id,
            number=row.number,
            name=row.member,
            organisation_name=row.branch or row.home_branch,
            partner_name=row.host_name or row.host_region_name,
            state=words.get(str(row.state), str(row.state)),
            on=row.on,
        )

    return shown
