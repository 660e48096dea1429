"""5.1 Affiliation transferred while away: CLOSED_TRANSFERRED after the acceptance of the transfer, not the sending."""

import pytest

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_leaving import LeavingJourney
from tests.journeys.places import CHUZHOU_QINLAN
from tests.journeys.stage import Stage


@pytest.mark.duty("D-29")
def test_home_holds_the_duty_until_the_transfer_is_accepted(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    journey.send_transfer()
    assert (journey.home.status, journey.duty) == (CaseStatus.ACTIVE, journey.start.branch)
    journey.finds(journey.secretary, K.CONFIRM_TRANSFER)
    journey.accept_transfer()
    journey.home_stands(CaseStatus.CLOSED_TRANSFERRED)
    journey.stands_at(CHUZHOU_QINLAN, PlacementStatus.RELEASED)
    journey.is_over()
