"""Looks, as a part of the home side."""

from services.outflow.looks.api import looks
from shared.looks.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(routers=(looks,), permissions=PERMISSIONS)
