"""The rows of W-17: taken up under the case's lock, closed with both sides told."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.outflow.correction.permissions import PERMISSIONS
from services.outflow.correction.tables import CorrectionRow
from services.outflow.operations.casework import lock_case
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.corrections import DECIDED, CorrectedField, CorrectionStatus
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
    act: Act,
    case: CaseRow,
    field: CorrectedField,
    *,
    before: str,
    value: str,
    reason: str,
    side: str,
    reported_by: str,
    account: str,
    on: date,
    correction_id: UUID | None = None,
) -> CorrectionRow:
    row = CorrectionRow(
        case_id=case.id,
        attempt=case.attempt,
        version=0,
        field=field,
        owner=field.owner,
        status=CorrectionStatus.REPORTED if field.owner == "home" else CorrectionStatus.WITH_OWNER,
        reported_side=side,
        reported_by=reported_by,
        reported_account=account,
        reported_on=on,
        sealed_before=act.seal_text(before),
        sealed_value=act.seal_text(value),
        sealed_reason=act.seal_text(reason),
    )
    if correction_id is not None:
        row.id = correction_id
    act.session.add(row)
    act.session.flush()
    return row
