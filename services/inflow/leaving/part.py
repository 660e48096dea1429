"""What leaving adds to the host side."""

from services.inflow.leaving.api import releasing
from services.inflow.leaving.operations.hearing import MEANINGS, hear_leaving_letter
from services.inflow.leaving.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(releasing,), permissions=PERMISSIONS, hears=dict.fromkeys(MEANINGS, hear_leaving_letter))
