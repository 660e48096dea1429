"""Standing in during absence (issue 4: delegate from–to, logged)."""

from services.registry.delegation.api import router
from services.registry.delegation.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(router,), permissions=PERMISSIONS)
