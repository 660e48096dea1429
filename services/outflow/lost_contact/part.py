"""What W-07 adds to the home side."""

from services.outflow.lost_contact.api import ROUTERS
from services.outflow.lost_contact.figures import COUNTED
from services.outflow.lost_contact.operations.following import begin_lost_step, follow_case, open_lost_task
from services.outflow.lost_contact.permissions import PERMISSIONS
from services.outflow.lost_contact.snapshots import KINDS
from shared.parts import Part

PART = Part(
    routers=ROUTERS,
    permissions=PERMISSIONS,
    opens=dict.fromkeys(KINDS, open_lost_task),
    begins={"lost-contact": begin_lost_step},
    reacts=follow_case,
    counts=COUNTED,
)
