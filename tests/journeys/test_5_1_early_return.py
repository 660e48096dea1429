"""5.1 Early return: RETURNING at any time; the open timers of W-04 and W-05 end; the inspection covers the period."""

import pytest

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_leaving import LeavingJourney
from tests.journeys.places import CHUZHOU_QINLAN
from tests.journeys.stage import Stage


@pytest.mark.duty("D-40")
def test_home_holds_the_duty_from_the_announcement_to_the_inspection(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    journey.comes_back("EARLY")
    assert (journey.home.status, journey.duty) == (CaseStatus.RETURNING, journey.start.branch)
    assert journey.is_not_asked(journey.secretary, K.CONTACT_MEMBER)
    journey.release(CHUZHOU_QINLAN)
    journey.stands_at(CHUZHOU_QINLAN, PlacementStatus.RELEASED)
    journey.has_come_back()
    journey.until(lambda: journey.leaving.host_account, "流入地的情况说明到达")
    closed = journey.inspect()
    assert (closed.status, closed.duty_holder) == (CaseStatus.CLOSED_RETURNED, journey.start.branch)
    assert "应到6次" in (journey.leaving.host_account or "")
    journey.is_over()


def test_one_who_turns_back_before_any_host_accepted_is_withdrawn_there(stage: Stage) -> None:
    journey = LeavingJourney(stage)
    journey.depart()
    journey.host_records_arrival()
    journey.comes_back("EARLY")
    journey.stands_at(CHUZHOU_QINLAN, PlacementStatus.WITHDRAWN)
    assert journey.duty == journey.start.branch
