"""5.1 Conversion overdue at import: it opens with its reason, and the home branch catches up."""

from datetime import date

import pytest

from services.outflow.conversion.contract import OpinionStep, OverdueReason, Stage
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_conversion import ConversionJourney
from tests.journeys.acts_old_data import comes_in, issued, line_of, old_number
from tests.journeys.stage import Stage as Place

LONG_AGO, LEFT = date(2024, 7, 1), date(2025, 3, 2)


@pytest.mark.duty("D-41")
def test_it_opens_with_its_reason_and_is_carried_to_its_end(stage: Place) -> None:
    """The roster brings him in: out since last year, with his booklet, and never discussed."""
    journey = ConversionJourney(stage, LONG_AGO)
    line = line_of(journey, LEFT, **issued(old_number(), LEFT), 未按期转正原因="组织关系转接期间未及时讨论")
    comes_in({"he": journey}, [line])
    view = journey.conversion
    assert (view.overdue_reason, view.probation_end, view.late) == (OverdueReason.TRANSFER, date(2025, 7, 1), True)
    journey.is_at(Stage.PREPARED)
    meeting = journey.finds(journey.secretary, K.HOLD_CONVERSION_MEETING)
    assert meeting.holder == journey.start.branch
    assert meeting.due_on > stage.today, "what was missed long ago is asked for from today on"
    journey.host_records_arrival()
    journey.is_taken_in()
    journey.asks_the_host()
    journey.applies()
    journey.host_judges()
    journey.opinion_is(OpinionStep.RECEIVED)
    journey.is_reviewed()
    journey.is_converted()
