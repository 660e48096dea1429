"""What papers add to the registry."""

from services.registry.papers.api import papers
from services.registry.papers.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(papers,), permissions=PERMISSIONS)
