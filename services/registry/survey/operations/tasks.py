"""Opening the survey's tasks for its workflows: only what is owed at this moment."""

from uuid import UUID

from services.registry.survey.contract import DifferenceStatus, SurveyStatus
from services.registry.survey.operations.campaigns import lock_campaign
from services.registry.survey.tables import DifferenceRow
from shared.act import Act
from shared.errors import Conflict, Invalid, NotFound
from shared.policy.task_kinds import TaskKind
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

OPENED = (SurveyStatus.COLLECTING, SurveyStatus.RECONCILING, SurveyStatus.ANALYSED, SurveyStatus.REPORTED)
OWED_IN = {TaskKind.OPEN_SURVEY: (SurveyStatus.PLANNED,), TaskKind.REPORT_SURVEY: OPENED}


class SurveyTaskNotOwed(Conflict):
    message = "排查的这项任务已经办结，不再需要。"


class OccurrenceInvalid(Invalid):
    message = "任务序号请按“一方/差异编号”填写。"


def open_campaign_task(act: Act, opening: OpenTask) -> OpenedTask:
    row = lock_campaign(act, opening.case_id)
    if row.status not in OWED_IN[opening.kind]:
        raise SurveyTaskNotOwed(status=row.status)
    return tasks.open_task(act, opening, f"{row.year}年度排查")


def open_difference_task(act: Act, opening: OpenTask) -> OpenedTask:
    side, difference_id = _named(opening.occurrence)
    row = act.session.get(DifferenceRow, (difference_id, side), with_for_update=True)
    if row is None or row.exchange_id != opening.case_id:
        raise NotFound()
    if row.status != DifferenceStatus.OPEN:
        raise SurveyTaskNotOwed(status=row.status)
    return tasks.open_task(act, opening, f"{row.found_on.year}年度排查差异")


def _named(occurrence: str) -> tuple[int, UUID]:
    side, _, difference = occurrence.partition("/")
    try:
        return int(side), UUID(difference)
    except ValueError as error:
        raise OccurrenceInvalid() from error
