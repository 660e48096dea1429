"""The survey, joined to the service."""

from services.outflow.survey.figures import COUNTED
from services.outflow.survey.lists import BOOK
from shared.parts import Part
from shared.policy.task_kinds import TaskKind
from shared.survey.api import survey_router
from shared.survey.operations.campaigns import task_opener
from shared.survey.permissions import PERMISSIONS

PART = Part(
    routers=(survey_router(BOOK),),
    permissions=PERMISSIONS,
    opens={TaskKind.RETURN_SURVEY: task_opener(BOOK), TaskKind.CHECK_SURVEY: task_opener(BOOK)},
    counts=COUNTED,
)
