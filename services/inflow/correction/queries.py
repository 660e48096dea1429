"""Reading W-17 at the host: a placement's corrections, and the running ones."""

from uuid import UUID

from sqlalchemy import select

from services.inflow.correction.snapshots import correction_state
from services.inflow.correction.tables import CorrectionRow
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import READERS, Relation, Standing, may
from shared.corrections import DECIDED, CorrectedField, CorrectionStatus, CorrectionView, RunningCorrections
from shared.sealing import mask_id_number, mask_phone

RUNNING_PAGE = 200
MASKS = {CorrectedField.ID_NUMBER: mask_id_number, CorrectedField.PHONE: mask_phone}
HOST_READERS = tuple(one for one in READERS if one.relation is not Relation.PARTNER)


def corrections_of(act: Act, placement: PlacementRow) -> list[CorrectionView]:
    """Newest first; for the host side."""
    if not may(act.actor, "read", {"read": HOST_READERS}, Standing(own=placement.host_path)):
        return []
    query = select(CorrectionRow).where(CorrectionRow.placement_id == placement.id)
    return [correction_view(act, row) for row in act.session.scalars(query.order_by(CorrectionRow.id.desc()))]


def correction_view(act: Act, row: CorrectionRow) -> CorrectionView:
    field = CorrectedField(row.field)
    mask = MASKS.get(field, str)
    copied = ("case_id", "owner", "status", "reported_side", "reported_by", "reported_on", "decided_by", "decided_on")
    return CorrectionView.model_validate(
        {name: getattr(row, name) for name in copied}
        | {
            "correction_id": row.id,
            "field": field,
            "before": mask(act.open_text(row.sealed_before) or ""),
            "value": mask(act.open_text(row.sealed_value) or ""),
            "reason": act.open_text(row.sealed_reason),
            "evidence": act.open_text(row.sealed_evidence),
            "answer": act.open_text(row.sealed_answer),
        }
    )


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
