"""The home side's report, and the list behind each of its figures."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select

from services.outflow.contract import CasePage
from services.outflow.reports.permissions import PERMISSIONS
from services.outflow.tables import CaseRow, MemberRow
from services.outflow.views import case_summary
from shared.act import Act
from shared.authorisation import visible
from shared.counting import count, figure_named, narrowed
from shared.figures import Counted, FigureFilter, Report
from shared.organisation_directory.tables import OrganisationRow

CASES = CaseRow.__table__.c


def read_report(act: Act, counted: Sequence[Counted]) -> Report:
    mine = _mine(act, "read_report")
    return Report(as_of=act.at, figures=[count(act, one, CASES.home_committee, mine) for one in counted])


def list_figure_cases(act: Act, counted: Sequence[Counted], key: str, wanted: FigureFilter) -> CasePage:
    """Newest first. Raises NotFound for an unknown figure."""
    one = figure_named(counted, key)
    query = (
        select(CaseRow, MemberRow.name, OrganisationRow.name)
        .join(MemberRow, MemberRow.id == CaseRow.member_id)
        .outerjoin(OrganisationRow, OrganisationRow.code == CaseRow.home_branch)
        .where(_mine(act, "list_figure_cases"), one.condition(act))
        .where(*narrowed(one, wanted, CASES.home_committee, CASES.id))
        .order_by(CaseRow.id.desc())
        .limit(wanted.limit + 1)
    )
    rows = act.session.execute(query).all()
    items = [case_summary(row, member, branch or row.home_branch) for row, member, branch in rows[: wanted.limit]]
    return CasePage(items=items, next=str(items[-1].case_id) if len(rows) > wanted.limit else None)


def _mine(act: Act, verb: str) -> ColumnElement[bool]:
    return visible(act.actor, verb, PERMISSIONS, CASES.home_path)
