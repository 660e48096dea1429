"""The host's opinion: the branch is reminded at T−60 and owes it from the end of probation or from the request."""

from datetime import date

from services.inflow.opinion.contract import OpinionState, WatchStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty


def openings(state: OpinionState) -> dict[str, date]:
    if state.status is not WatchStatus.WATCHING or state.prepare_on is None:
        return {}
    return {f"prepare/{state.attempt}/{state.prepare_on}": state.prepare_on}


def owed(state: OpinionState) -> list[Duty]:
    """One opinion for one end of probation; its term begins when the probation has ended."""
    if state.status is not WatchStatus.DUE or state.since is None:
        return []
    opinion = Duty(
        kind=TaskKind.FILE_OPINION,
        case_id=state.case_id,
        occurrence=state.occurrence,
        service="inflow",
        holder=state.host_branch or state.host_committee,
        role=Role.BRANCH_SECRETARY,
        since=state.since,
    )
    return [opinion]
