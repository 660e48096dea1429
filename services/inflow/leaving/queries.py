"""What the host wrote when he left."""

from services.inflow.leaving.contract import ClosingNoteView
from services.inflow.tables import PlacementRow
from shared.act import Act


def closing_note_view(act: Act, row: PlacementRow) -> ClosingNoteView | None:
    return ClosingNoteView.model_validate_json(act.seal.open(row.closing_note)) if row.closing_note else None
