"""Lists whose rows the host side's figures count: placements, and what hangs on them."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, literal
from sqlalchemy.orm import aliased

from services.inflow.sealed import notice_of
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.figures import FigureItem, Listing
from shared.organisation_directory.tables import OrganisationRow

PLACEMENTS = PlacementRow.__table__.c
_COMMITTEE, _BRANCH = aliased(OrganisationRow), aliased(OrganisationRow)
_PLACED = (
    PlacementRow.__table__.outerjoin(_COMMITTEE, _COMMITTEE.code == PLACEMENTS.host_committee)
    .outerjoin(_BRANCH, _BRANCH.code == PLACEMENTS.host_branch)
)  # fmt: skip


def listing_of_placements(
    table: FromClause | None = None,
    *,
    state: ColumnElement[Any],
    words: Mapping[str, str],
    on: ColumnElement[Any] | None = None,
    row_id: ColumnElement[Any] | None = None,
    belongs: ColumnElement[bool] | None = None,
    **changed: Any,
) -> Listing:
    """The rows of `table`, each with its placement; without one the placements themselves. `state` is shown in
    `words`; `belongs`: how a row is joined that does not name its placement."""
    source: FromClause = _PLACED
    if table is not None:
        source = _PLACED.join(table, table.c.placement_id == PLACEMENTS.id if belongs is None else belongs)
    key = row_id if row_id is not None else PLACEMENTS.id if table is None else table.c.id
    columns = (
        PlacementRow,
        _COMMITTEE.name.label("committee"),
        _BRANCH.name.label("branch"),
        state.label("state"),
        (literal(None) if on is None else on).label("on"),
    )
    subject = PLACEMENTS.id if table is None else table.c.placement_id if belongs is None else None
    own = {"organisation": PLACEMENTS.host_committee, "path": PLACEMENTS.host_path, "subject": subject}
    facts: dict[str, Any] = own | changed
    return Listing(source=source, row_id=key, columns=columns, shown=_in(words), hanging=table, day=on, **facts)


def _in(words: Mapping[str, str]) -> Callable[[Act, Row[Any]], FigureItem]:
    def shown(act: Act, row: Row[Any]) -> FigureItem:
        placement: PlacementRow = row.PlacementRow
        return FigureItem(
            case_id=placement.case_id,
            number=placement.case_number,
            name=notice_of(act, placement).person.name,
            organisation_name=row.branch or row.committee or placement.host_committee,
            partner_name=placement.home_committee_name,
            state=words.get(str(row.state), str(row.state)),
            on=row.on,
        )

    return shown
