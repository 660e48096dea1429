"""Art 31(6) in figures (rulebook 8)."""

from services.outflow.inactivity.contract import INACTIVITY_LABELS
from services.outflow.inactivity.tables import InactivityRow
from services.outflow.listing import listing_of_cases
from shared.figures import Counted, every, labels_of

ROW = InactivityRow.__table__.c
LABELS = labels_of(INACTIVITY_LABELS)
ROWS = listing_of_cases(InactivityRow.__table__, state=ROW.status, words=LABELS, on=ROW.reported_on)

COUNTED = (Counted(ROWS, "inactivity", "连续六个月不参加组织生活等（按办理情况）", every(ROW.id), ROW.status, LABELS),)
