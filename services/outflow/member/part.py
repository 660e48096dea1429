"""The member's own view, as a part of the home side."""

from services.outflow.member.api import mine
from services.outflow.member.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(mine,), permissions=PERMISSIONS)
