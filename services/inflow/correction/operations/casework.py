"""The rows of W-17 at the host: taken up under the placement's lock."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.inflow.correction.permissions import PERMISSIONS
from services.inflow.correction.tables import CorrectionRow
from services.inflow.operations.casework import lock_placement, path_of
from services.inflow.permissions import EVERYBODY
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import Standing, authorise, may
from shared.corrections.contract import DECIDED, CorrectedField
from shared.errors import Conflict, NotFound
from shared.posts import Post


class CorrectionUnderWay(Conflict):
    message = "这一项已有更正正在办理，请先办结。"


def take_placement(act: Act, verb: str, case_id: UUID) -> tuple[PlacementRow, Post]:
    """Raises NotFound, NotYourPost."""
    placement = lock_placement(act, case_id)
    owners = (placement.host_committee, placement.host_branch or placement.host_committee)
    standings = [Standing(own=path_of(placement, code), partner=placement.home_path) for code in owners]
    fitting = next((one for one in standings if may(act.actor, verb, PERMISSIONS, one)), standings[0])
    return placement, authorise(act.actor, verb, PERMISSIONS, fitting, readers=EVERYBODY)


def take_up(act: Act, verb: str, case_id: UUID, correction_id: UUID) -> tuple[PlacementRow, CorrectionRow, Post]:
    placement, post = take_placement(act, verb, case_id)
    row = act.session.get(CorrectionRow, correction_id)
    if row is None or row.placement_id != placement.id:
        raise NotFound()
    return placement, row, post


def refuse_a_second(act: Act, placement: PlacementRow, field: CorrectedField) -> None:
    query = select(CorrectionRow.id).where(
        CorrectionRow.placement_id == placement.id, CorrectionRow.field == field, CorrectionRow.status.not_in(DECIDED)
    )
    if act.session.scalars(query).first() is not None:
        raise CorrectionUnderWay()


def new_correction(
    act: Act, placement: PlacementRow, columns: dict[str, Any], correction_id: UUID | None = None
) -> CorrectionRow:
    """One that the other side has reported keeps its id."""
    key = {} if correction_id is None else {"id": correction_id}
    row = CorrectionRow(
        placement_id=placement.id, case_id=placement.case_id, attempt=placement.attempt, **columns, **key
    )
    act.session.add(row)
    act.session.flush()
    return row
