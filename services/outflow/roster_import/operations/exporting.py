"""The roster goes out with the columns that come in. Each export is logged; what it reveals, person by person."""

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from services.outflow.queries import standing_of
from services.outflow.roster.columns import cells_of
from services.outflow.roster.directory import OrganisationDirectory
from services.outflow.roster_import.operations.knowing import Known, read_beside
from services.outflow.roster_import.permissions import PERMISSIONS
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.audit import record
from shared.authorisation import authorise, visible
from shared.organisation_directory.queries import all_organisations
from shared.rosters.contract import ExportedRoster, ExportedRow, ExportRoster


def export_roster(act: Act, body: ExportRoster) -> ExportedRoster:
    """In the order asked for."""
    mine = visible(act.actor, "export_roster", PERMISSIONS, CaseRow.__table__.c.home_path)
    query = select(CaseRow).options(selectinload(CaseRow.certificates)).where(CaseRow.id.in_(body.case_ids), mine)
    cases = {case.id: case for case in act.session.scalars(query).unique()}
    if not cases:
        return ExportedRoster(rows=[])
    directory = OrganisationDirectory.of(all_organisations(act.session))
    known = Known(act, "")
    read_beside(known, list(cases))
    rows = [_row(act, known, case, directory, body) for one in body.case_ids if (case := cases.get(one))]
    if not body.reveal:
        record(act.session, "export_roster", act.actor, business_at=act.at, details={"rows": len(rows)})
    return ExportedRoster(rows=rows)


def _row(act: Act, known: Known, case: CaseRow, directory: OrganisationDirectory, body: ExportRoster) -> ExportedRow:
    if body.reveal:
        post = authorise(act.actor, "export_roster", PERMISSIONS, standing_of(case))
        at, details = act.at, {"reason": body.reason}
        record(act.session, "export_roster", act.actor, post=post, object_id=case.id, business_at=at, details=details)
    return ExportedRow(case_id=case.id, cells=cells_of(known.facts(case), case.number, directory, reveal=body.reveal))
