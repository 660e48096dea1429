"""What Art 31(6) adds to the home side."""

from services.outflow.inactivity.api import ROUTERS
from services.outflow.inactivity.figures import COUNTED
from services.outflow.inactivity.operations.considering import follow_case, open_inactivity_task
from services.outflow.inactivity.permissions import PERMISSIONS
from shared.parts import Part
from shared.policy.task_kinds import TaskKind

PART = Part(
    routers=ROUTERS,
    permissions=PERMISSIONS,
    opens=dict.fromkeys((TaskKind.CONSIDER_INACTIVITY, TaskKind.DECIDE_INACTIVITY), open_inactivity_task),
    reacts=follow_case,
    counts=COUNTED,
)
