"""The host's roster goes out with the columns that come in. What it reveals is logged person by person."""

from sqlalchemy import select

from services.inflow.queries import standing_of
from services.inflow.roster_import.columns import EXPORTED
from services.inflow.roster_import.domain.comparison import KnownPlacement
from services.inflow.roster_import.operations.knowing import beside, known_placement
from services.inflow.roster_import.permissions import PERMISSIONS
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.audit import record
from shared.authorisation import authorise, visible
from shared.rosters.contract import ExportedRoster, ExportedRow, ExportRoster
from shared.sealing import mask_id_number, mask_phone


def export_roster(act: Act, body: ExportRoster) -> ExportedRoster:
    """In the order asked for; the newest placement of each case."""
    mine = visible(act.actor, "export_roster", PERMISSIONS, PlacementRow.__table__.c.host_path)
    query = select(PlacementRow).where(PlacementRow.case_id.in_(body.case_ids), mine).order_by(PlacementRow.attempt)
    rows = {row.case_id: row for row in act.session.scalars(query)}
    around = beside(act.session, [row.id for row in rows.values()])
    if rows and not body.reveal:
        record(act.session, "export_roster", act.actor, business_at=act.at, details={"rows": len(rows)})
    known = {case_id: known_placement(act, row, around) for case_id, row in rows.items()}
    return ExportedRoster(rows=[_row(act, rows[one], known[one], body) for one in body.case_ids if one in rows])


def _row(act: Act, row: PlacementRow, known: KnownPlacement, body: ExportRoster) -> ExportedRow:
    cells = {field: known.values.get(field, "") for field in EXPORTED}
    cells |= {"case_number": row.case_number, "version": known.version}
    if body.reveal:
        post = authorise(act.actor, "export_roster", PERMISSIONS, standing_of(row))
        at, details = act.at, {"reason": body.reason}
        record(
            act.session, "export_roster", act.actor, post=post, object_id=row.case_id, business_at=at, details=details
        )
    else:
        cells |= {"id_number": mask_id_number(cells["id_number"]), "phone": mask_phone(cells["phone"])}
    return ExportedRow(case_id=row.case_id, cells=cells)
