"""Taking a measure upon a finding."""

from uuid import UUID

from services.inflow.findings.contract import RecordMeasure
from services.inflow.findings.permissions import PERMISSIONS
from services.inflow.findings.tables import FindingMeasureRow
from services.inflow.operations.casework import not_later_than_today
from services.inflow.tables import FindingRow
from shared.act import Act
from shared.audit import record
from shared.authorisation import Standing, authorise
from shared.errors import NotFound
from shared.organisation_directory.tables import OrganisationRow


def record_measure(act: Act, finding_id: UUID, body: RecordMeasure) -> FindingRow:
    """D-67: criticism, circular, or in serious cases an organisational measure. Raises NotFound."""
    finding = act.session.get(FindingRow, finding_id, with_for_update=True)
    organisation = act.session.get(OrganisationRow, finding.organisation) if finding else None
    if finding is None or organisation is None:
        raise NotFound()
    post = authorise(act.actor, "record_measure", PERMISSIONS, Standing(own=organisation.path))
    not_later_than_today(act, decided_on=body.decided_on)
    act.session.add(
        FindingMeasureRow(
            finding_id=finding.id,
            measure=body.measure,
            sealed_text=act.seal_text(body.text),
            decided_on=body.decided_on,
            decided_by=post.organisation,
        )
    )
    act.session.flush()
    record(act.session, "record_measure", act.actor, post=post, object_id=finding.id, business_at=act.at)
    return finding
