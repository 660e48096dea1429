"""Who decides at each stage of W-10: the host's county department, both departments, the province."""

from services.inflow.contract import DisputeStage, DisputeState
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from workflows.duty import Duty

KIND = {
    DisputeStage.REVIEW: TaskKind.REVIEW_REFUSAL,
    DisputeStage.JOINT: TaskKind.COORDINATE_JOINTLY,
    DisputeStage.PROVINCIAL: TaskKind.COORDINATE_PROVINCIALLY,
}


def owed(dispute: DisputeState) -> list[Duty]:
    """One duty at a time; none once it is decided."""
    if dispute.stage is DisputeStage.DECIDED:
        return []
    provincial = dispute.stage is DisputeStage.PROVINCIAL
    return [
        Duty(
            kind=KIND[dispute.stage],
            case_id=dispute.case_id,
            occurrence=dispute.occurrence,
            service="inflow",
            holder=dispute.host_province if provincial else dispute.host_department,
            role=Role.DEPARTMENT_OFFICER,
            since=dispute.stage_since,
        )
    ]
