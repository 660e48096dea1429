"""Who answers a member's request, and who asks him whether it is settled (W-19, D-16, D-47)."""

from datetime import date

from shared.help_requests.contract import HelpRequestState, RequestStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty


def owed(request: HelpRequestState) -> list[Duty]:
    """The holder answers within `question.answer` of the day it was asked, whoever it is handed to; then the branch
    that heard the member brings his word."""
    if request.over:
        return []
    if request.status is RequestStatus.ANSWERED:
        since = request.answered_on or request.asked_on
        return [_duty(request, TaskKind.CONFIRM_REQUEST, request.branch, Role.BRANCH_SECRETARY, since)]
    role = Role.BRANCH_SECRETARY if request.holder_is_branch else Role.COMMITTEE_OFFICER
    return [_duty(request, TaskKind.ANSWER_REQUEST, request.holder, role, request.asked_on)]


def _duty(request: HelpRequestState, kind: TaskKind, holder: str, role: Role, since: date) -> Duty:
    return Duty(
        kind=kind,
        case_id=request.case_id,
        occurrence=request.occurrence,
        service=request.service,
        holder=holder,
        role=role,
        since=since,
    )
