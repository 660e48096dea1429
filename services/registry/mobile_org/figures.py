"""W-15 in figures: mobile-member organisations by state and kind."""

from sqlalchemy import ColumnElement

from services.registry.listing import listing_of_organisations
from services.registry.mobile_org.contract import MOBILE_STATUS_LABELS, MobileOrgKind, MobileOrgStatus
from services.registry.mobile_org.tables import MobileOrgRow
from shared.act import Act
from shared.figures import Counted, every, labels_of

ROW = MobileOrgRow.__table__.c
LABELS = labels_of(MOBILE_STATUS_LABELS)
KINDS = {str(kind): kind.label for kind in MobileOrgKind}
ROWS = listing_of_organisations(
    MobileOrgRow.__table__,
    organisation=ROW.own,
    path=ROW.own_path,
    number=ROW.place,
    name=ROW.name,
    partner=ROW.partner_name,
    state=ROW.status,
    words=LABELS,
    on=ROW.proposed_on,
    row_id=ROW.id,
)


def _active(_: Act) -> ColumnElement[bool]:
    return ROW.status == MobileOrgStatus.ACTIVE


COUNTED = (
    Counted(ROWS, "mobile-orgs", "流动党员党组织（按状态）", every(ROW.id), ROW.status, LABELS),
    Counted(ROWS, "mobile-orgs-active", "运行中的流动党员党组织（按形式）", _active, ROW.kind, KINDS),
)
