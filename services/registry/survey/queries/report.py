"""The report as a workbook. The export is logged (rulebook 7)."""

from uuid import UUID

from services.registry.survey.contract import Difference
from services.registry.survey.queries.campaigns import seen, survey_report
from services.registry.survey.queries.differences import DifferenceFilter, list_differences
from services.registry.survey.workbook import write_workbook
from shared.act import Act
from shared.audit import record


def export_survey(act: Act, campaign_id: UUID) -> bytes:
    row = seen(act, "export_survey", campaign_id)
    record(act.session, "export_survey", act.actor, object_id=row.id, business_at=act.at)
    return write_workbook(survey_report(act, row), _differences(act, campaign_id))


def _differences(act: Act, campaign_id: UUID) -> list[Difference]:
    every: list[Difference] = []
    after: str | None = None
    while True:
        page = list_differences(act, DifferenceFilter(campaign_id=campaign_id, limit=200, after=after))
        every += page.items
        if page.next is None:
            return every
        after = page.next
