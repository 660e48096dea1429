"""What the host's roster adds to the host side."""

from services.inflow.roster_import.api import ROUTERS
from services.inflow.roster_import.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=ROUTERS, permissions=PERMISSIONS)
