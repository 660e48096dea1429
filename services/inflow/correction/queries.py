"""Reading W-17 at the host: a placement's corrections, and the running ones."""

from uuid import UUID

from sqlalchemy import select

from services.inflow.correction.snapshots import correction_state
from services.inflow.correction.tables import CorrectionRow
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import READERS, Relation, Standing, may
from shared.corrections.contract import DECIDED, CorrectionStatus, CorrectionView, RunningCorrections
from shared.corrections.operations import correction_view

RUNNING_PAGE = 200
HOST_READERS = tuple(one for one in READERS if one.relation is not Relation.PARTNER)


def corrections_of(act: Act, placement: PlacementRow) -> list[CorrectionView]:
    """Newest first; for the host side."""
    if not may(act.actor, "read", {"read": HOST_READERS}, Standing(own=placement.host_path)):
        return []
    query = select(CorrectionRow).where(CorrectionRow.placement_id == placement.id)
    return [correction_view(act, row) for row in act.session.scalars(query.order_by(CorrectionRow.id.desc()))]


def list_running_corrections(act: Act, after: UUID | None) -> RunningCorrections:
    query = (
        select(CorrectionRow, PlacementRow)
        .join(PlacementRow, PlacementRow.id == CorrectionRow.placement_id)
        .where(CorrectionRow.status.not_in(DECIDED), CorrectionRow.status != CorrectionStatus.WITH_OWNER)
        .order_by(CorrectionRow.id)
        .limit(RUNNING_PAGE)
    )
    if after is not None:
        query = query.where(CorrectionRow.id > after)
    rows = act.session.execute(query).all()
    items = [correction_state(act, placement, row) for row, placement in rows]
    return RunningCorrections(items=items, next=rows[-1][0].id if len(rows) == RUNNING_PAGE else None)
