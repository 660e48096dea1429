"""What old certificates add to the home side."""

from services.outflow.old_certificate.api import ROUTERS
from services.outflow.old_certificate.operations.following import follow_case, open_old_certificate_task
from services.outflow.old_certificate.permissions import PERMISSIONS
from shared.parts import Part
from shared.policy.task_kinds import TaskKind

PART = Part(
    routers=ROUTERS,
    permissions=PERMISSIONS,
    opens={TaskKind.CORRECT_OLD_NUMBER: open_old_certificate_task},
    reacts=follow_case,
)
