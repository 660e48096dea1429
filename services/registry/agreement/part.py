"""What agreements add to the registry."""

from services.registry.agreement.api import router
from services.registry.agreement.figures import COUNTED
from services.registry.agreement.operations.hearing import HEARS
from services.registry.agreement.operations.life import begin_agreement_step
from services.registry.agreement.operations.tasks import OPENS
from services.registry.agreement.permissions import PERMISSIONS
from shared.parts import Part

PART = Part(
    routers=(router,),
    permissions=PERMISSIONS,
    opens=OPENS,
    hears=HEARS,
    begins={"agreement": begin_agreement_step},
    counts=COUNTED,
)
