"""Looks, as a part of the host side."""

from services.inflow.looks.api import looks
from shared.looks.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(looks,), permissions=PERMISSIONS)
