"""The standing of certificate numbers, and the numbering of replacements (W-02)."""

from services.registry.number_status.api import router
from services.registry.number_status.operations import hear, open_task
from services.registry.number_status.permissions import PERMISSIONS
from shared.letters.bodies_certificate import NumberVoided
from shared.parts import Part
from shared.policy.task_kinds import TaskKind

PART = Part(
    routers=(router,),
    permissions=PERMISSIONS,
    opens={TaskKind.NUMBER_REPLACEMENT: open_task},
    hears={NumberVoided: hear},
)
