"""What W-17 adds to the host side."""

from services.inflow.correction.api import ROUTERS
from services.inflow.correction.figures import COUNTED
from services.inflow.correction.operations.duties import open_correction_task
from services.inflow.correction.operations.hearing import hear_decision, hear_report
from services.inflow.correction.permissions import PERMISSIONS
from shared.letters.bodies_correction import Correction, CorrectionReported
from shared.parts import Part
from shared.policy.task_kinds import TaskKind

PART = Part(
    routers=ROUTERS,
    permissions=PERMISSIONS,
    opens={TaskKind.DECIDE_CORRECTION: open_correction_task},
    hears={CorrectionReported: hear_report, Correction: hear_decision},
    counts=COUNTED,
)
