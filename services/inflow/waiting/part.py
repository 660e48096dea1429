"""Waiting for the home side, as a part of the host side."""

from services.inflow.waiting.api import waiting
from services.inflow.waiting.operations import hear_urge
from services.inflow.waiting.permissions import PERMISSIONS
from shared.letters.bodies_urging import PartnerUrged
from shared.parts import Part

PART = Part(routers=(waiting,), permissions=PERMISSIONS, hears={PartnerUrged: hear_urge})
