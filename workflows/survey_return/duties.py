"""D-30: the branch confirms its members; the committee checks its branches."""

from shared.letters.bodies_survey import ListRole
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.survey.contract import ReturnLevel, ReturnState, ReturnStatus
from workflows.duty import Duty


def owed(returning: ReturnState) -> list[Duty]:
    """One task while it is owed; overdue it rises from the branch to its committee and to the department."""
    if returning.status is not ReturnStatus.OWED:
        return []
    branch = returning.level is ReturnLevel.BRANCH
    checker = Role.DEPARTMENT_OFFICER if returning.holder_is_department else Role.COMMITTEE_OFFICER
    return [
        Duty(
            kind=TaskKind.RETURN_SURVEY if branch else TaskKind.CHECK_SURVEY,
            case_id=returning.return_id,
            occurrence=returning.occurrence,
            service="outflow" if returning.role is ListRole.HOME else "inflow",
            holder=returning.organisation,
            role=Role.BRANCH_SECRETARY if branch else checker,
            since=returning.since,
        )
    ]
