"""The host side's report, and the list behind each of its figures."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from services.inflow.contract import PlacementPage
from services.inflow.reports.permissions import PERMISSIONS
from services.inflow.tables import PlacementRow
from services.inflow.views import summary_view
from shared.act import Act
from shared.authorisation import visible
from shared.counting import count, figure_named, narrowed
from shared.figures import Counted, FigureFilter, Report
from shared.organisation_directory.tables import OrganisationRow

PLACEMENTS = PlacementRow.__table__.c


def read_report(act: Act, counted: Sequence[Counted]) -> Report:
    mine = _mine(act, "read_report")
    return Report(as_of=act.at, figures=[count(act, one, PLACEMENTS.host_committee, mine) for one in counted])


def list_figure_placements(act: Act, counted: Sequence[Counted], key: str, wanted: FigureFilter) -> PlacementPage:
    """Newest first. Raises NotFound for an unknown figure."""
    one = figure_named(counted, key)
    committee, branch = aliased(OrganisationRow), aliased(OrganisationRow)
    query = (
        select(PlacementRow, committee.name, branch.name)
        .outerjoin(committee, committee.code == PlacementRow.host_committee)
        .outerjoin(branch, branch.code == PlacementRow.host_branch)
        .where(_mine(act, "list_figure_placements"), one.condition(act))
        .where(*narrowed(one, wanted, PLACEMENTS.host_committee, PLACEMENTS.id))
        .order_by(PlacementRow.id.desc())
        .limit(wanted.limit + 1)
    )
    rows = act.session.execute(query).all()
    shown = rows[: wanted.limit]
    items = [summary_view(act, row, committee_name, branch_name) for row, committee_name, branch_name in shown]
    return PlacementPage(items=items, next=str(shown[-1][0].id) if len(rows) > wanted.limit else None)


def _mine(act: Act, verb: str) -> ColumnElement[bool]:
    return visible(act.actor, verb, PERMISSIONS, PLACEMENTS.host_path)
