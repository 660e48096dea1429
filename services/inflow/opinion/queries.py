"""The host's opinion as people see it, and the running ones for reconciliation."""

from uuid import UUID

from sqlalchemy import Select, case, select

from services.inflow.opinion.contract import (
    DraftOpinion,
    FiledOpinion,
    Observation,
    OpinionWatchView,
    RunningOpinions,
    WatchStatus,
)
from services.inflow.opinion.domain import NEXT_ACT
from services.inflow.opinion.snapshots import opinion_state, watch_of
from services.inflow.opinion.tables import FiledOpinionRow, ObservationRow, OpinionWatchRow
from services.inflow.permissions import PERMISSIONS
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import visible
from shared.identifiers import is_within
from shared.letters.bodies_conversion import HostOpinion
from shared.paging import id_in

RUNNING_PAGE = 200


def watched(act: Act, case_id: UUID) -> Select[PlacementRow]:
    """The placement whose opinion is meant: one that owes it now, otherwise the newest that the actor may see."""
    columns = PlacementRow.__table__.c
    seen = visible(act.actor, "read_placement", PERMISSIONS, columns.host_path, columns.home_path)
    due_first = case((OpinionWatchRow.status == WatchStatus.DUE, 0), else_=1)
    return (
        select(PlacementRow)
        .join(OpinionWatchRow, OpinionWatchRow.placement_id == PlacementRow.id)
        .where(PlacementRow.case_id == case_id, seen)
        .order_by(due_first, PlacementRow.attempt.desc())
        .limit(1)
    )


def current_opinion(act: Act, placement: PlacementRow) -> FiledOpinionRow | None:
    """The newest that was sent."""
    query = select(FiledOpinionRow).where(FiledOpinionRow.placement_id == placement.id)
    return act.session.scalars(query.order_by(FiledOpinionRow.sent_at.desc(), FiledOpinionRow.id.desc())).first()


def opinion_view(act: Act, newest: PlacementRow) -> OpinionWatchView | None:
    """Of the placement that is read, or of a former host of the same case that still owes its opinion. Home sees
    what was sent; draft and observations stay with the host."""
    placement = act.session.scalars(watched(act, newest.case_id)).one_or_none()
    watch = watch_of(act, placement) if placement is not None else None
    if placement is None or watch is None:
        return None
    inside = act.actor.is_system or any(is_within(placement.host_path, post.path) for post in act.actor.posts)
    return OpinionWatchView(
        case_id=placement.case_id,
        attempt=placement.attempt,
        status=WatchStatus(watch.status),
        probation_start=watch.probation_start,
        probation_end=watch.probation_end,
        requested_on=watch.requested_on,
        request_text=act.open_text(watch.request_text) or "",
        draft=_draft(act, watch) if inside else None,
        observations=_observations(act, placement) if inside else [],
        opinions=_opinions(act, placement),
        next_act=NEXT_ACT[WatchStatus(watch.status)],
    )


def _draft(act: Act, watch: OpinionWatchRow) -> DraftOpinion | None:
    return DraftOpinion.model_validate_json(act.seal.open(watch.draft)) if watch.draft else None


def _observations(act: Act, placement: PlacementRow) -> list[Observation]:
    query = select(ObservationRow).where(ObservationRow.placement_id == placement.id)
    return [
        Observation(observed_on=row.observed_on, text=act.seal.open(row.text), recorded_by=row.recorded_by)
        for row in act.session.scalars(query.order_by(ObservationRow.observed_on.desc(), ObservationRow.id.desc()))
    ]


def _opinions(act: Act, placement: PlacementRow) -> list[FiledOpinion]:
    query = select(FiledOpinionRow).where(FiledOpinionRow.placement_id == placement.id)
    rows = list(act.session.scalars(query.order_by(FiledOpinionRow.sent_at, FiledOpinionRow.id)))
    replaced = {row.supersedes for row in rows}
    return [
        FiledOpinion(
            opinion_id=row.id,
            letter=HostOpinion.model_validate_json(act.seal.open(row.sealed)),
            sent_at=row.sent_at,
            superseded=row.id in replaced,
        )
        for row in rows
    ]


def list_running_opinions(act: Act, after: str | None) -> RunningOpinions:
    """Those whose workflow waits for a day or asks for the opinion."""
    waiting = OpinionWatchRow.status.in_([WatchStatus.WATCHING, WatchStatus.DUE])
    query = (
        select(PlacementRow, OpinionWatchRow)
        .join(OpinionWatchRow, OpinionWatchRow.placement_id == PlacementRow.id)
        .where(waiting, OpinionWatchRow.probation_end.is_not(None))
        .order_by(PlacementRow.id)
    )
    if after is not None:
        query = query.where(PlacementRow.id > id_in(after))
    rows = act.session.execute(query.limit(RUNNING_PAGE)).all()
    items = [opinion_state(act, placement, watch) for placement, watch in rows]
    return RunningOpinions(items=items, next=str(rows[-1][0].id) if len(rows) == RUNNING_PAGE else None)
