"""What saved views add to the registry."""

from services.registry.saved_views.api import router
from services.registry.saved_views.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(router,), permissions=PERMISSIONS)
