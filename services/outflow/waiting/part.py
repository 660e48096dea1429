"""Waiting for the host, as a part of the home side."""

from services.outflow.waiting.api import waiting
from services.outflow.waiting.operations import hear_urge
from services.outflow.waiting.permissions import PERMISSIONS
from shared.letters.bodies_urging import PartnerUrged
from shared.parts import Part

PART = Part(routers=(waiting,), permissions=PERMISSIONS, hears={PartnerUrged: hear_urge})
