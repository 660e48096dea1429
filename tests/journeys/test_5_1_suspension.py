"""5.1 Suspension of membership: the case SUSPENDED, W-04…W-06 paused; restored, it goes on."""

import pytest

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_leaving import LeavingJourney
from tests.journeys.places import CHUZHOU_QINLAN
from tests.journeys.stage import Stage


@pytest.mark.duty("D-29")
def test_contact_rests_while_membership_is_suspended(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    journey.suspend()
    assert (journey.home.status, journey.duty) == (CaseStatus.SUSPENDED, journey.start.branch)
    assert journey.is_not_asked(journey.secretary, K.CONTACT_MEMBER)
    journey.until(lambda: journey.placement_at(CHUZHOU_QINLAN).suspended_on, "流入地得知停止党籍")
    journey.stands_at(CHUZHOU_QINLAN, PlacementStatus.ENROLLED)

    journey.restore()
    assert (journey.home.status, journey.duty) == (CaseStatus.ACTIVE, CHUZHOU_QINLAN.branch)
    journey.until(lambda: journey.placement_at(CHUZHOU_QINLAN).suspended_on is None, "流入地得知恢复党籍")
