"""W-17 at the host in figures (rulebook 8)."""

from services.inflow.correction.tables import CorrectionRow
from services.inflow.listing import listing_of_placements
from shared.corrections.contract import CORRECTION_LABELS, CorrectedField
from shared.figures import Counted, every, labels_of

ROW = CorrectionRow.__table__.c
LABELS = labels_of(CORRECTION_LABELS)
FIELDS = {str(field): field.label for field in CorrectedField}
ROWS = listing_of_placements(CorrectionRow.__table__, state=ROW.status, words=LABELS, on=ROW.reported_on)

COUNTED = (
    Counted(ROWS, "corrections", "数据更正（按办理情况）", every(ROW.id), ROW.status, LABELS),
    Counted(ROWS, "corrections-by-field", "数据更正（按栏目）", every(ROW.id), ROW.field, FIELDS),
)
