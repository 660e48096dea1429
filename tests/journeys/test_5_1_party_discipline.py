"""5.1 Party discipline short of expulsion: kept in the history; the case goes on."""

import pytest

from services.outflow.contract import CaseStatus
from services.outflow.leaving.contract import Penalty, RecordPenalty
from tests.journeys.acts_leaving import LeavingJourney
from tests.journeys.places import CHUZHOU_QINLAN
from tests.journeys.stage import Stage


@pytest.mark.duty("D-29")
def test_the_case_goes_on_with_the_penalty_in_its_history(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    body = RecordPenalty(penalty=Penalty.SERIOUS_WARNING, decided_on=stage.today, text="区纪委决定〔2026〕7号")
    journey.home_office.services.outflow.record_penalty(journey.case_id, body)
    assert (journey.home.status, journey.duty) == (CaseStatus.ACTIVE, CHUZHOU_QINLAN.branch)
    event = next(event for event in journey.home_file.events if event.act == "record_penalty")
    assert event.details["penalty"] == "SERIOUS_WARNING"
    journey.is_active_on_both_sides()
