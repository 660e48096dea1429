"""What organisation changes add to the host side."""

from services.inflow.org_change.api import router
from services.inflow.org_change.operations import hear_succession
from services.inflow.org_change.permissions import PERMISSIONS
from shared.letters.bodies_between import OrganisationSucceeded
from shared.parts import Part

PART = Part(routers=(router,), permissions=PERMISSIONS, hears={OrganisationSucceeded: hear_succession})
