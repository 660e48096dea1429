"""D-67 in figures (rulebook 8): findings against organisations, and which measures were taken."""

from sqlalchemy import ColumnElement, exists

from services.inflow.findings.contract import Measure
from services.inflow.findings.tables import FindingMeasureRow
from services.inflow.listing import PLACEMENTS, listing_of_placements
from services.inflow.tables import FindingRow
from shared.act import Act
from shared.figures import Counted, every
from shared.organisation_directory.tables import OrganisationRow

FINDING, MEASURE, CRITICISED = FindingRow.__table__.c, FindingMeasureRow.__table__.c, OrganisationRow.__table__.alias()
MEASURES = {str(one): one.label for one in Measure}
# A finding stands with the organisation that it criticises, whoever has the member now.
_AT_CRITICISED = {"organisation": FINDING.organisation, "path": CRITICISED.c.path}
_FINDINGS = FindingRow.__table__.join(CRITICISED, CRITICISED.c.code == FINDING.organisation)
FINDINGS = listing_of_placements(
    _FINDINGS,
    state=PLACEMENTS.refusal_reason,
    words={},
    on=FINDING.decided_on,
    row_id=FINDING.id,
    belongs=FINDING.placement_id == PLACEMENTS.id,
    **_AT_CRITICISED,
)
TAKEN = listing_of_placements(
    _FINDINGS.join(FindingMeasureRow.__table__, MEASURE.finding_id == FINDING.id),
    state=MEASURE.measure,
    words=MEASURES,
    on=MEASURE.decided_on,
    row_id=MEASURE.id,
    belongs=FINDING.placement_id == PLACEMENTS.id,
    **_AT_CRITICISED,
)


def _without_measure(_: Act) -> ColumnElement[bool]:
    return ~exists().where(MEASURE.finding_id == FINDING.id)


COUNTED: tuple[Counted, ...] = (
    Counted(FINDINGS, "findings", "对接收组织的认定", every(FINDING.id)),
    Counted(FINDINGS, "findings-without-measure", "认定后尚未采取措施", _without_measure, of="findings"),
    Counted(TAKEN, "measures", "对认定采取的措施", every(MEASURE.id), MEASURE.measure, MEASURES),
)
