"""5.1 Expulsion, removal, revocation: CLOSED_ENDED, the host told, the placement ended."""

import pytest

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus, EndReason
from tests.journeys.acts_leaving import LeavingJourney
from tests.journeys.places import CHUZHOU_QINLAN
from tests.journeys.stage import Stage


@pytest.mark.duty("D-43", "D-51")
def test_everything_stops_and_the_rosters_keep_the_history(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    journey.end_with(EndReason.EXPELLED)
    assert (journey.home.status, journey.duty) == (CaseStatus.CLOSED_ENDED, journey.start.branch)
    journey.stands_at(CHUZHOU_QINLAN, PlacementStatus.RELEASED)
    journey.is_over()
    placement = journey.placement_at(CHUZHOU_QINLAN)
    assert (placement.enrolled_on is not None, placement.duty_holder) == (True, journey.start.branch)
    assert "end_case" in [event.act for event in journey.home_file.events]
