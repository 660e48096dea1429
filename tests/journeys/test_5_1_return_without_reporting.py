"""5.1 Return without reporting: the branch opens RETURNING itself and asks for the certificate."""

import pytest

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from tests.journeys.acts_leaving import LeavingJourney
from tests.journeys.places import CHUZHOU_QINLAN
from tests.journeys.stage import Stage


@pytest.mark.duty("D-40", "D-154")
def test_the_branch_opens_the_return_itself_and_holds_the_duty(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    journey.comes_back("UNREPORTED")
    assert (journey.home.status, journey.duty) == (CaseStatus.RETURNING, journey.start.branch)
    journey.has_come_back(with_certificate=False)
    closed = journey.inspect(
        certificate_seen=False, host_account="电话了解：表现良好", remarks="活动证遗失，已按遗失办理"
    )
    assert closed.status is CaseStatus.CLOSED_RETURNED
    journey.stands_at(CHUZHOU_QINLAN, PlacementStatus.RELEASED)
    journey.is_over()
