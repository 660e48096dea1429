"""What organisation changes add to the registry."""

from services.registry.org_change.api import router
from services.registry.org_change.figures import COUNTED
from services.registry.org_change.operations.taking_effect import begin_change_step
from services.registry.org_change.operations.tasks import OPENS
from services.registry.org_change.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(
    routers=(router,), permissions=PERMISSIONS, opens=OPENS, begins={"org-change": begin_change_step}, counts=COUNTED
)
