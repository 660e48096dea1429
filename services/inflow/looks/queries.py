"""Reading who looked, at the host."""

from uuid import UUID

from sqlalchemy import or_, select

from services.inflow.queries import standing_of
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import authorise, may
from shared.errors import NotFound
from shared.looks.contract import LookFilter, Looks
from shared.looks.permissions import PERMISSIONS
from shared.looks.queries import in_line_with, looks_at


def list_looks(act: Act, case_id: UUID, wanted: LookFilter) -> Looks:
    """Of the attempts at the reader's own organisations. Raises NotFound; NotYourPost for people of the home side."""
    query = select(PlacementRow).where(PlacementRow.case_id == case_id).order_by(PlacementRow.attempt.desc())
    attempts = act.session.scalars(query).all()
    mine = [row for row in attempts if may(act.actor, "list_looks", PERMISSIONS, standing_of(row))]
    if not attempts:
        raise NotFound()
    if not mine:
        authorise(act.actor, "list_looks", PERMISSIONS, standing_of(attempts[0]))
    return looks_at(act, case_id, wanted, or_(*(in_line_with(row.host_path) for row in mine)))
