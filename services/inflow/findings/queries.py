"""Findings for the departments: of their own subtree, newest first."""

from collections.abc import Mapping

from sqlalchemy import select

from services.inflow.findings import contract as c
from services.inflow.findings.permissions import PERMISSIONS
from services.inflow.findings.tables import FindingMeasureRow
from services.inflow.tables import FindingRow, PlacementRow
from shared.act import Act
from shared.authorisation import visible
from shared.organisation_directory.tables import OrganisationRow


def list_findings(act: Act) -> c.FindingPage:
    path = OrganisationRow.__table__.c.path
    query = (
        select(FindingRow, PlacementRow, OrganisationRow.name)
        .join(PlacementRow, PlacementRow.id == FindingRow.placement_id)
        .join(OrganisationRow, OrganisationRow.code == FindingRow.organisation)
        .where(visible(act.actor, "list_findings", PERMISSIONS, path))
        .order_by(FindingRow.decided_on.desc(), FindingRow.id.desc())
    )
    names = _names(act)
    found = act.session.execute(query).all()
    return c.FindingPage(items=[_view(act, finding, row, name, names) for finding, row, name in found])


def _names(act: Act) -> Mapping[str, str]:
    return {code: name for code, name in act.session.execute(select(OrganisationRow.code, OrganisationRow.name))}


def finding_view(act: Act, finding: FindingRow) -> c.Finding:
    names = _names(act)
    row = act.session.get_one(PlacementRow, finding.placement_id)
    return _view(act, finding, row, names.get(finding.organisation, finding.organisation), names)


def _view(act: Act, finding: FindingRow, row: PlacementRow, name: str, names: Mapping[str, str]) -> c.Finding:
    query = select(FindingMeasureRow).where(FindingMeasureRow.finding_id == finding.id).order_by(FindingMeasureRow.id)
    return c.Finding(
        finding_id=finding.id,
        case_id=row.case_id,
        case_number=row.case_number,
        organisation=finding.organisation,
        organisation_name=name,
        refusal_reason=row.refusal_reason or "",
        text=act.open_text(finding.text) or "",
        decided_on=finding.decided_on,
        decided_by=finding.decided_by,
        decided_by_name=names.get(finding.decided_by, finding.decided_by),
        measures=tuple(_measure(act, one, names) for one in act.session.scalars(query)),
    )


def _measure(act: Act, row: FindingMeasureRow, names: Mapping[str, str]) -> c.TakenMeasure:
    return c.TakenMeasure(
        measure=c.Measure(row.measure),
        text=act.open_text(row.sealed_text) or "",
        decided_on=row.decided_on,
        decided_by=row.decided_by,
        decided_by_name=names.get(row.decided_by, row.decided_by),
    )
