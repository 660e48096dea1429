"""Reading the records of Art 31(6)."""

from uuid import UUID

from sqlalchemy import select

from services.outflow.inactivity.contract import OPEN, Inactivity, InactivityStatus, RunningInactivities
from services.outflow.inactivity.snapshots import inactivity_state
from services.outflow.inactivity.tables import InactivityRow
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import READERS, Relation, may

RUNNING_PAGE = 200
HOME_READERS = tuple(one for one in READERS if one.relation is not Relation.PARTNER)


def newest(act: Act, case_id: UUID) -> InactivityRow | None:
    query = select(InactivityRow).where(InactivityRow.case_id == case_id).order_by(InactivityRow.id.desc())
    return act.session.scalars(query.limit(1)).one_or_none()


def inactivity_of(act: Act, case: CaseRow) -> Inactivity | None:
    """For the home side."""
    row = newest(act, case.id)
    if row is None or not may(act.actor, "read", {"read": HOME_READERS}, standing_of(case)):
        return None
    plain = {name: getattr(row, name) for name in Inactivity.model_fields.keys() - {"status"}}
    return Inactivity.model_validate(plain | {"status": InactivityStatus(row.status)})


def list_running_inactivities(act: Act, after: UUID | None) -> RunningInactivities:
    query = (
        select(InactivityRow, CaseRow)
        .join(CaseRow, CaseRow.id == InactivityRow.case_id)
        .where(InactivityRow.status.in_(OPEN))
        .order_by(InactivityRow.id)
        .limit(RUNNING_PAGE)
    )
    if after is not None:
        query = query.where(InactivityRow.id > after)
    rows = act.session.execute(query).all()
    items = [inactivity_state(act, case, row) for row, case in rows]
    return RunningInactivities(items=items, next=rows[-1][0].id if len(rows) == RUNNING_PAGE else None)
