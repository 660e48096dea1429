"""Waiting for the home side, as a part of the host side."""

from services.inflow.waiting.operations import hear_urge, urge_partner
from services.inflow.waiting.permissions import PERMISSIONS
from services.inflow.waiting.queries import list_waiting
from shared.letters.bodies_urging import PartnerUrged
from shared.parts import Part
from shared.waiting_lists.api import waiting_routes

PART = Part(
    routers=(waiting_routes("流出地", list_waiting, urge_partner),),
    permissions=PERMISSIONS,
    hears={PartnerUrged: hear_urge},
)
