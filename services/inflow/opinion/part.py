"""The host's opinion as a part of the host side."""

from services.inflow.opinion.api import opinions, running
from services.inflow.opinion.figures import COUNTED
from services.inflow.opinion.operations.following import begin_step, hear, open_task, react
from services.inflow.opinion.permissions import PERMISSIONS
from shared.letters.bodies_conversion import ConversionResult, OpinionRequest
from shared.parts import Part
from shared.policy.task_kinds import TaskKind

PART = Part(
    routers=(opinions, running),
    permissions=PERMISSIONS,
    opens={TaskKind.FILE_OPINION: open_task},
    hears={OpinionRequest: hear, ConversionResult: hear},
    begins={"host-opinion": begin_step},
    reacts=react,
    counts=COUNTED,
)
