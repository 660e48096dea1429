"""The rows of W-17: taken up under the case's lock, closed with both sides told."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.outflow.correction.permissions import PERMISSIONS
from services.outflow.correction.tables import CorrectionRow
from services.outflow.operations.casework import lock_case
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.corrections.contract import DECIDED, CorrectedField
from shared.errors import Conflict, NotFound
from shared.posts import Post


class CorrectionUnderWay(Conflict):
    message = "这一项已有更正正在办理，请先办结。"


def take_case(act: Act, verb: str, case_id: UUID) -> tuple[CaseRow, Post]:
    """Raises NotFound, NotYourPost."""
    case = lock_case(act, case_id)
    return case, authorise(act.actor, verb, PERMISSIONS, standing_of(case))


def take_up(act: Act, verb: str, case_id: UUID, correction_id: UUID) -> tuple[CaseRow, CorrectionRow, Post]:
    case, post = take_case(act, verb, case_id)
    row = act.session.get(CorrectionRow, correction_id)
    if row is None or row.case_id != case.id:
        raise NotFound()
    return case, row, post


def refuse_a_second(act: Act, case: CaseRow, field: CorrectedField) -> None:
    query = select(CorrectionRow.id).where(
        CorrectionRow.case_id == case.id, CorrectionRow.field == field, CorrectionRow.status.not_in(DECIDED)
    )
    if act.session.scalars(query).first() is not None:
        raise CorrectionUnderWay()


def new_correction(
    act: Act, case: CaseRow, columns: dict[str, Any], correction_id: UUID | None = None
) -> CorrectionRow:
    """One that the other side has reported keeps its id."""
    key = {} if correction_id is None else {"id": correction_id}
    row = CorrectionRow(case_id=case.id, attempt=case.attempt, **columns, **key)
    act.session.add(row)
    act.session.flush()
    return row
