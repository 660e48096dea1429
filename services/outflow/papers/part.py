"""What papers add to the home side."""

from services.outflow.papers.api import papers
from services.outflow.papers.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(papers,), permissions=PERMISSIONS)
