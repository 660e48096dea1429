"""W-06 as a part of the home side."""

from services.outflow.conversion.api import conversions, running
from services.outflow.conversion.figures import COUNTED
from services.outflow.conversion.operations.duties import OWED, begin_step, open_task
from services.outflow.conversion.operations.opening import react
from services.outflow.conversion.operations.opinion import receive_opinion
from services.outflow.conversion.permissions import PERMISSIONS
from shared.letters.bodies_conversion import HostOpinion
from shared.parts import Part

PART = Part(
    routers=(conversions, running),
    permissions=PERMISSIONS,
    opens=dict.fromkeys(OWED, open_task),
    hears={HostOpinion: receive_opinion},
    begins={"probation-conversion": begin_step},
    reacts=react,
    counts=COUNTED,
)
