"""What findings add to the host side."""

from services.inflow.findings.api import router
from services.inflow.findings.figures import COUNTED
from services.inflow.findings.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(router,), permissions=PERMISSIONS, counts=COUNTED)
