"""Who owes what on a record of Art 31(6)."""

from services.outflow.inactivity.contract import InactivityState, InactivityStatus
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty


def owed(record: InactivityState) -> list[Duty]:
    """The branch hears him, then the committee decides."""
    match record.status:
        case InactivityStatus.REPORTED:
            return [_duty(record, TaskKind.CONSIDER_INACTIVITY, record.home_branch, Role.BRANCH_SECRETARY)]
        case InactivityStatus.AT_COMMITTEE:
            return [_duty(record, TaskKind.DECIDE_INACTIVITY, record.home_committee, Role.COMMITTEE_OFFICER)]
        case _:
            return []


def _duty(record: InactivityState, kind: TaskKind, holder: str, role: Role) -> Duty:
    return Duty(
        kind=kind,
        case_id=record.case_id,
        occurrence=str(record.process_id),
        service="outflow",
        holder=holder,
        role=role,
        since=record.stage_since,
    )
