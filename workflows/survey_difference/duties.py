"""Both sides owe an answer to the same difference; each has its own task."""

from services.registry.survey.contract import DifferenceState
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty


def owed(difference: DifferenceState) -> list[Duty]:
    if not difference.open:
        return []
    return [
        Duty(
            kind=TaskKind.RESOLVE_DIFFERENCE,
            case_id=difference.exchange_id,
            occurrence=difference.occurrence,
            service="registry",
            holder=difference.holder,
            role=Role.DEPARTMENT_OFFICER,
            since=difference.found_on,
        )
    ]
