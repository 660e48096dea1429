"""What records add to the registry."""

from services.registry.records.api import router
from services.registry.records.figures import COUNTED
from services.registry.records.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(router,), permissions=PERMISSIONS, counts=COUNTED)
