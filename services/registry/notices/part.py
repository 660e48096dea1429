"""What notices add to the registry."""

from services.registry.notices.api import router
from services.registry.notices.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(router,), permissions=PERMISSIONS)
