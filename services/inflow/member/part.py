"""The member's own view, as a part of the host side."""

from services.inflow.member.api import mine
from services.inflow.member.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(mine,), permissions=PERMISSIONS)
