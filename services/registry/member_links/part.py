"""Members' links, as a part of the registry (issue 4: one-time link and code)."""

from services.registry.member_links.api import links, sessions
from services.registry.member_links.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(links, sessions), permissions=PERMISSIONS)
