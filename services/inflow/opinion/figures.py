"""The host's opinions in figures (rulebook 8: opinions missing)."""

from sqlalchemy import ColumnElement

from services.inflow.listing import listing_of_placements
from services.inflow.opinion.contract import WATCH_LABELS, WatchStatus
from services.inflow.opinion.tables import OpinionWatchRow
from shared.act import Act
from shared.figures import Counted, every, labels_of

ROW = OpinionWatchRow.__table__.c
LABELS = labels_of(WATCH_LABELS)
ROWS = listing_of_placements(
    OpinionWatchRow.__table__, state=ROW.status, words=LABELS, on=ROW.probation_end, row_id=ROW.placement_id
)


def _owed(act: Act) -> ColumnElement[bool]:
    """Probation has ended, and nothing is sent yet (D-58)."""
    return (ROW.status == WatchStatus.DUE) & (ROW.probation_end <= act.today)


COUNTED = (
    Counted(ROWS, "opinions", "预备党员转正书面意见（按状态）", every(ROW.placement_id), ROW.status, LABELS),
    Counted(ROWS, "opinions-missing", "预备期满、书面意见未发出", _owed, of="opinions"),
)
