"""What rosters add to the home side."""

from services.outflow.roster_import.api import ROUTERS
from services.outflow.roster_import.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=ROUTERS, permissions=PERMISSIONS)
