"""What would have to move, and what still stands where it should not."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select

from services.inflow.contract import OVER
from services.inflow.org_change.contract import MoveOrganisation, MovePreview
from services.inflow.org_change.permissions import PERMISSIONS
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.act import Act
from shared.authorisation import visible
from shared.organisation_directory.tables import OrganisationRow
from shared.tasks.tables import TaskRow

COLUMNS = PlacementRow.__table__.c
PLACES = (PlacementRow.home_branch, PlacementRow.host_committee, PlacementRow.host_branch)


def preview_move(act: Act, codes: Sequence[str]) -> MovePreview:
    """Of the part that lies in the reader's subtree."""
    as_host = and_(
        visible(act.actor, "preview_move", PERMISSIONS, COLUMNS.host_path), _stands_at(COLUMNS.host_path, codes)
    )
    tasks = TaskRow.__table__.c.holder_path
    held = visible(act.actor, "preview_move", PERMISSIONS, tasks)
    on_rosters = RosterEntryRow.placement_id == PlacementRow.id
    return MovePreview(
        counts={
            "流入个案（办理中）": _count(act, PlacementRow.id, as_host, PlacementRow.status.not_in(OVER)),
            "流入个案（其余）": _count(act, PlacementRow.id, as_host, PlacementRow.status.in_(OVER)),
            "在册流入党员": _count(act, PlacementRow.id, as_host, on_rosters, RosterEntryRow.left_on.is_(None)),
            "待办": _count(act, TaskRow.id, held, _stands_at(tasks, codes), TaskRow.status == "OPEN"),
        }
    )


def _count(act: Act, what: object, *conditions: ColumnElement[bool]) -> int:
    return act.session.scalar(select(func.count(what)).where(*conditions)) or 0  # type: ignore[arg-type]  # a column


def _stands_at(path: ColumnElement[str], codes: Sequence[str]) -> ColumnElement[bool]:
    """At one of the organisations, or below."""
    return or_(*(path.op("~")(f"*.{code}.*") for code in codes))


def to_be_moved(body: MoveOrganisation) -> ColumnElement[bool]:
    """Placements whose home or host stands elsewhere now: by name, by code, or because something above has moved."""
    home, host = OrganisationRow.__table__.alias(), OrganisationRow.__table__.alias()
    here = func.coalesce(PlacementRow.host_branch, PlacementRow.host_committee)
    moved_home = select(home.c.code).where(home.c.code == PlacementRow.home_branch, home.c.path != COLUMNS.home_path)
    moved_host = select(host.c.code).where(host.c.code == here, host.c.path != COLUMNS.host_path)
    named = [
        and_(PlacementRow.case_id.in_(cases), _at([b for b in body.main if b != to]))
        for to, cases in body.named().items()
    ]
    others = and_(PlacementRow.case_id.not_in(list(body.cases)), _at(body.going()))
    return or_(others, *named, moved_home.exists(), moved_host.exists())


def _at(codes: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(column.in_(list(codes)) for column in PLACES))
