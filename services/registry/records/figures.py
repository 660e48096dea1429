"""Records of organisations in figures (D-44, D-48…D-50, D-61, D-63, D-66, D-68)."""

from services.registry.listing import listing_of_organisations
from services.registry.records.contract import RECORD_LABELS
from services.registry.records.tables import OrgRecordRow
from shared.figures import Counted, every, labels_of

ROW = OrgRecordRow.__table__.c
LABELS = labels_of(RECORD_LABELS)
ROWS = listing_of_organisations(
    OrgRecordRow.__table__,
    organisation=ROW.own,
    path=ROW.own_path,
    number=ROW.title,
    name=ROW.title,
    partner=ROW.partner_name,
    state=ROW.kind,
    words=LABELS,
    on=ROW.kept_on,
    row_id=ROW.id,
)

COUNTED = (Counted(ROWS, "records", "组织工作记录（按事项）", every(ROW.id), ROW.kind, LABELS),)
