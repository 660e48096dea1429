"""5.1 Conversion overdue at import: it opens with its reason, and the home branch catches up."""

from datetime import date

import pytest

from services.outflow.conversion.contract import OpenOverdueConversion, OpinionStep, OverdueReason, Stage
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_conversion import ConversionJourney
from tests.journeys.stage import Stage as Place

LONG_AGO = date(2024, 7, 1)


@pytest.mark.duty("D-41")
def test_it_opens_with_its_reason_and_is_carried_to_its_end(stage: Place) -> None:
    journey = ConversionJourney(stage, LONG_AGO)
    journey.away()
    body = OpenOverdueConversion(
        admitted_on=LONG_AGO, overdue_reason=OverdueReason.TRANSFER, text="组织关系转接期间未及时讨论"
    )
    view = journey.secretary.services.outflow.open_overdue_conversion(journey.case_id, body)
    assert (view.overdue_reason, view.probation_end, view.late) == (OverdueReason.TRANSFER, date(2025, 7, 1), True)
    journey.is_at(Stage.PREPARED)
    assert journey.finds(journey.secretary, K.HOLD_CONVERSION_MEETING).holder == journey.start.branch
    journey.asks_the_host()
    journey.applies()
    journey.host_judges()
    journey.opinion_is(OpinionStep.RECEIVED)
    journey.is_reviewed()
    journey.is_converted()
