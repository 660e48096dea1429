"""W-07 in figures (rulebook 8): lost contact by stage."""

from services.outflow.listing import listing_of_cases
from services.outflow.lost_contact.contract import LostStatus
from services.outflow.lost_contact.tables import LostContactRow
from shared.figures import Counted, every, is_in

ROW = LostContactRow.__table__.c
LABELS = {str(status): status.label for status in LostStatus}
OPEN = (
    LostStatus.SUSPECTED,
    LostStatus.SEARCHING,
    LostStatus.FOUND,
    LostStatus.CORRECTING,
    LostStatus.CONFIRMED,
    LostStatus.SUSPENDED,
)
ROWS = listing_of_cases(LostContactRow.__table__, state=ROW.status, words=LABELS, on=ROW.since)

COUNTED: tuple[Counted, ...] = (
    Counted(ROWS, "lost-open", "失联正在办理", is_in(ROW.status, *OPEN)),
    Counted(ROWS, "lost-by-stage", "失联（按阶段）", every(ROW.id), ROW.status, LABELS),
)
