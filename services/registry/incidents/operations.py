"""Noting what is stuck, ordering a remedy, recording what came of it."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError

from services.registry.incidents.contract import (
    IncidentKind,
    OrderRemedy,
    RemedyCarriedOut,
    ReportTroubles,
    Trouble,
    TroublesNoted,
)
from services.registry.incidents.permissions import PERMISSIONS
from services.registry.incidents.tables import IncidentRow, RemedyRow
from shared.act import Act
from shared.audit import record
from shared.authorisation import Standing, authorise
from shared.errors import Conflict, NotFound, StepAlreadyTaken
from shared.identifiers import new_id
from shared.organisation_directory.tables import OrganisationRow
from shared.posts import Post

INCIDENTS = IncidentRow.__table__.c
OPEN = INCIDENTS.over_at.is_(None)
OBSERVER_IS_GONE = timedelta(minutes=15)
"""An observer looks every half minute; the worker that saw this has been replaced, and nobody sees it any more."""
NOWHERE = ""
"""The path of a process whose organisation is not known: no subtree holds it."""


class IncidentOver(Conflict):
    message = "这个问题已经解决，不用再处理；请刷新页面。"


def report_troubles(act: Act, body: ReportTroubles) -> TroublesNoted:
    """What is seen again keeps its beginning; what this observer no longer sees is over."""
    now = datetime.now(UTC)
    paths = _paths(act, {one.owner for one in body.troubles if one.owner})
    for trouble in body.troubles:
        _note(act, body.observer, trouble, paths, now)
    _end_unseen(act, body, now)
    return TroublesNoted(open=act.session.scalar(select(func.count()).select_from(IncidentRow).where(OPEN)) or 0)


def _paths(act: Act, owners: Collection[str]) -> dict[str, str]:
    query = select(OrganisationRow.code, OrganisationRow.path).where(OrganisationRow.code.in_(owners))
    return {code: path for code, path in act.session.execute(query)}


def _note(act: Act, observer: str, trouble: Trouble, paths: dict[str, str], now: datetime) -> None:
    seen = {"last_seen_at": now, "attempts": trouble.attempts, "cause": trouble.cause, "observer": observer}
    said = trouble.model_dump(exclude={"attempts", "cause"})
    values = said | seen | {"id": new_id(), "owner_path": paths.get(trouble.owner or "", NOWHERE)}
    statement = insert(IncidentRow).values(values)
    act.session.execute(statement.on_conflict_do_update(index_elements=["kind", "key"], index_where=OPEN, set_=seen))


def _end_unseen(act: Act, body: ReportTroubles, now: datetime) -> None:
    mine = and_(INCIDENTS.observer == body.observer, INCIDENTS.kind.in_(body.looked_for))
    ended = update(IncidentRow).where(OPEN, or_(mine, INCIDENTS.last_seen_at < now - OBSERVER_IS_GONE))
    if seen := [(one.kind, one.key) for one in body.troubles]:
        ended = ended.where(tuple_(INCIDENTS.kind, INCIDENTS.key).not_in(seen))
    act.session.execute(ended.values(over_at=now).execution_options(synchronize_session=False))


def order_remedy(act: Act, incident_id: UUID, body: OrderRemedy) -> IncidentRow:
    """Raises NotFound, IncidentOver, StepAlreadyTaken when somebody has ordered it already."""
    row = act.session.get(IncidentRow, incident_id, with_for_update=True)
    if row is None:
        raise NotFound()
    post = authorise(act.actor, "order_remedy", PERMISSIONS, Standing(own=row.owner_path))
    if row.over_at is not None:
        raise IncidentOver()
    _order(act, row, body, post)
    record(
        act.session, "order_remedy", act.actor, post=post, object_id=row.id, business_at=act.at,
        details={"kind": row.kind, "workflow_id": row.workflow_id},
    )  # fmt: skip
    return row


def _order(act: Act, row: IncidentRow, body: OrderRemedy, post: Post) -> None:
    remedy = RemedyRow(
        incident_id=row.id, kind=IncidentKind(row.kind).remedy, sealed_reason=act.seal_text(body.reason),
        ordered_by=act.actor.account, ordered_by_name=act.actor.name_in(post), ordered_at=datetime.now(UTC),
    )  # fmt: skip
    try:
        with act.session.begin_nested():
            act.session.add(remedy)
    except IntegrityError as error:
        raise _ordered_before(act, row) from error


def _ordered_before(act: Act, row: IncidentRow) -> StepAlreadyTaken:
    first = act.session.scalars(
        select(RemedyRow).where(RemedyRow.incident_id == row.id, RemedyRow.carried_out_at.is_(None))
    ).one()
    at = first.ordered_at.isoformat()
    return StepAlreadyTaken(f"{first.ordered_by_name}已安排处理，正在执行。", by=first.ordered_by_name, at=at)


def record_remedy(act: Act, remedy_id: UUID, body: RemedyCarriedOut) -> RemedyRow:
    """Recorded twice, the first outcome stays. Raises NotFound."""
    row = act.session.get(RemedyRow, remedy_id, with_for_update=True)
    if row is None:
        raise NotFound()
    if row.carried_out_at is None:
        row.carried_out_at, row.outcome = datetime.now(UTC), body.outcome
    return row
