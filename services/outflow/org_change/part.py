"""What organisation changes add to the home side."""

from services.outflow.org_change.api import router
from services.outflow.org_change.operations import hear_succession
from services.outflow.org_change.permissions import PERMISSIONS
from shared.letters.bodies_between import OrganisationSucceeded
from shared.parts import Part

PART = Part(routers=(router,), permissions=PERMISSIONS, hears={OrganisationSucceeded: hear_succession})
