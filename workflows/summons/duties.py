"""The home branch sees that the member answers its summons (D-39), as long as he can still come."""

from collections.abc import Mapping
from datetime import date, timedelta

from services.outflow.exchange.contract import SummonsState
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty


def owed(summons: SummonsState) -> list[Duty]:
    if summons.over or summons.paused:
        return []
    return [
        Duty(
            kind=TaskKind.GET_SUMMONS_REPLY,
            case_id=summons.case_id,
            occurrence=summons.occurrence,
            service="outflow",
            holder=summons.home_branch,
            role=Role.BRANCH_SECRETARY,
            since=summons.called_on,
        )
    ]


def openings(summons: SummonsState) -> Mapping[str, date]:
    return {"past": summons.event_on + timedelta(days=1)}
