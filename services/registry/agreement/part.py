"""What agreements add to the registry."""

from services.registry.agreement.api import router
from services.registry.agreement.figures import COUNTED
from services.registry.agreement.operations.hearing import HEARS
from services.registry.agreement.operations.life import begin_agreement_step
from services.registry.agreement.operations.tasks import OPENS
from services.registry.agreement.permissions import PERMISSIONS
from services.registry.agreement.waiting.operations import hear_urge, urge_partner
from services.registry.agreement.waiting.queries import list_waiting
from shared.letters.bodies_urging import PartnerUrged
from shared.parts import Part
from shared.waiting_lists.api import waiting_routes

PART = Part(
    routers=(router, waiting_routes("协议对方", list_waiting, urge_partner)),
    permissions=PERMISSIONS,
    opens=OPENS,
    hears={**HEARS, PartnerUrged: hear_urge},
    begins={"agreement": begin_agreement_step},
    counts=COUNTED,
)
