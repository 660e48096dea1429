"""The survey, joined to the registry."""

from services.registry.survey.api import router
from services.registry.survey.figures import COUNTED
from services.registry.survey.operations.campaigns import begin_campaign_step
from services.registry.survey.operations.comparing_lists import begin_exchange_step
from services.registry.survey.operations.first_year import follow_directory
from services.registry.survey.operations.hearing import HEARS
from services.registry.survey.operations.tasks import open_campaign_task, open_difference_task
from services.registry.survey.permissions import PERMISSIONS
from shared.parts import Part
from shared.policy.task_kinds import TaskKind

PART = Part(
    routers=(router,),
    permissions=PERMISSIONS,
    opens={
        TaskKind.OPEN_SURVEY: open_campaign_task,
        TaskKind.REPORT_SURVEY: open_campaign_task,
        TaskKind.RESOLVE_DIFFERENCE: open_difference_task,
    },
    hears=HEARS,
    begins={"annual-survey": begin_campaign_step, "survey-exchange": begin_exchange_step},
    reacts=follow_directory,
    counts=COUNTED,
)
