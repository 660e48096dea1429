"""Waiting for the host, as a part of the home side."""

from services.outflow.waiting.operations import hear_urge, urge_partner
from services.outflow.waiting.permissions import PERMISSIONS
from services.outflow.waiting.queries import list_waiting
from shared.letters.bodies_urging import PartnerUrged
from shared.parts import Part
from shared.waiting_lists.api import waiting_routes

PART = Part(
    routers=(waiting_routes("流入地", list_waiting, urge_partner),),
    permissions=PERMISSIONS,
    hears={PartnerUrged: hear_urge},
)
