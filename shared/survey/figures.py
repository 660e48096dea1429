"""The yearly survey in figures (rulebook 8): returns of branches and checks of committees by state."""

from typing import Any

from sqlalchemy import FromClause, Row
from sqlalchemy.orm import aliased

from shared.act import Act
from shared.figures import Counted, FigureItem, Listing, is_in, labels_of
from shared.organisation_directory.tables import OrganisationRow
from shared.survey.contract import STATUS_LABELS, ReturnLevel, ReturnStatus

LABELS = labels_of(STATUS_LABELS)
GIVEN = (ReturnStatus.RETURNED, ReturnStatus.CHECKED)
MISSING = (ReturnStatus.OWED, ReturnStatus.WAITING, ReturnStatus.ENDED)


def counted(returns: FromClause) -> tuple[Counted, ...]:
    row = returns.c
    rows = _listing(returns)
    branch, committee = row.level == ReturnLevel.BRANCH, row.level == ReturnLevel.COMMITTEE
    return (
        Counted(rows, "survey-returns", "排查：党支部报回（按状态）", lambda _: branch, row.status, LABELS),
        Counted(
            rows,
            "survey-returned",
            "排查：党支部已报回（按年度）",
            lambda a: branch & is_in(row.status, *GIVEN)(a),
            row.year,
        ),
        Counted(
            rows,
            "survey-missing",
            "排查：党支部未报回（按年度）",
            lambda a: branch & is_in(row.status, *MISSING)(a),
            row.year,
        ),
        Counted(rows, "survey-checks", "排查：党委审核（按状态）", lambda _: committee, row.status, LABELS),
    )


def _listing(returns: FromClause) -> Listing:
    row, unit = returns.c, aliased(OrganisationRow)

    def shown(_: Act, one: Row[Any]) -> FigureItem:
        return FigureItem(
            number=f"{one.year}年度排查",
            name=one.name or one.organisation,
            organisation_name=one.name or one.organisation,
            state=LABELS[one.status],
            on=one.since,
        )

    return Listing(
        source=returns.outerjoin(unit, unit.code == row.organisation),
        row_id=row.id,
        organisation=row.committee,
        path=row.path,
        columns=(row.year, row.organisation, unit.name.label("name"), row.status, row.since),
        shown=shown,
    )
