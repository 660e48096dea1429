"""What incidents add to the registry."""

from services.registry.incidents.api import router
from services.registry.incidents.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(router,), permissions=PERMISSIONS)
