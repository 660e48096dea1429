"""Who owes what while data are said to be wrong (W-17)."""

from shared.corrections.contract import CorrectionState
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty


def owed(correction: CorrectionState) -> list[Duty]:
    """One decision of the owner's committee."""
    return [
        Duty(
            kind=TaskKind.DECIDE_CORRECTION,
            case_id=correction.case_id,
            occurrence=correction.occurrence,
            service=correction.service,
            holder=correction.decider,
            role=Role.COMMITTEE_OFFICER,
            since=correction.reported_on,
        )
    ]
