"""What the workflow of the host's opinion follows."""

from datetime import timedelta

from services.inflow.opinion.contract import OpinionState, WatchStatus
from services.inflow.opinion.tables import OpinionWatchRow
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.organisation_directory.queries import policy_for
from shared.outbox import follow


def watch_of(act: Act, placement: PlacementRow) -> OpinionWatchRow | None:
    return act.session.get(OpinionWatchRow, placement.id)


def opinion_state(act: Act, placement: PlacementRow, watch: OpinionWatchRow) -> OpinionState:
    end = watch.probation_end
    days = policy_for(act.session, placement.host_path, act.today).term("conversion.prepare").amount
    return OpinionState(
        case_id=placement.case_id,
        attempt=placement.attempt,
        version=watch.version,
        clock=act.clock,
        status=WatchStatus(watch.status),
        round=watch.round,
        host_committee=placement.host_committee,
        host_branch=placement.host_branch,
        probation_end=end,
        prepare_on=end - timedelta(days=days) if end else None,
        since=max(end, watch.requested_on or end) if end else None,
    )


def publish_opinion(act: Act, placement: PlacementRow, watch: OpinionWatchRow) -> None:
    watch.version += 1
    act.session.flush()
    state = opinion_state(act, placement, watch)
    follow(act.session, "HostOpinion", state)
