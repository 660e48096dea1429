"""What mobile-member organisations add to the registry."""

from services.registry.mobile_org.api import router
from services.registry.mobile_org.figures import COUNTED
from services.registry.mobile_org.operations.hearing import HEARS
from services.registry.mobile_org.operations.tasks import OPENS
from services.registry.mobile_org.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(router,), permissions=PERMISSIONS, opens=OPENS, hears=HEARS, counts=COUNTED)
