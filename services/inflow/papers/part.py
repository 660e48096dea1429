"""What papers add to the host side."""

from services.inflow.papers.api import papers
from services.inflow.papers.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(papers,), permissions=PERMISSIONS)
