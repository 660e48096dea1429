"""W-16 in figures: organisation changes by state."""

from services.registry.listing import listing_of_organisations
from services.registry.org_change.contract import CHANGE_STATUS_LABELS, ChangeKind
from services.registry.org_change.tables import OrgChangeRow
from shared.figures import Counted, every, labels_of

ROW = OrgChangeRow.__table__.c
LABELS = labels_of(CHANGE_STATUS_LABELS)
KINDS = {str(kind): kind.label for kind in ChangeKind}
ROWS = listing_of_organisations(
    OrgChangeRow.__table__,
    organisation=ROW.decided_by,
    path=ROW.decided_by_path,
    number=ROW.document,
    name=ROW.document,
    state=ROW.status,
    words=LABELS,
    on=ROW.effective_on,
    row_id=ROW.id,
)

COUNTED = (
    Counted(ROWS, "org-changes", "机构变动（按状态）", every(ROW.id), ROW.status, LABELS),
    Counted(ROWS, "org-changes-by-kind", "机构变动（按种类）", every(ROW.id), ROW.kind, KINDS),
)
