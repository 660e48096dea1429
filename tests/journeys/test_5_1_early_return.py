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
    journey.put_away()
    journey.is_over()


@pytest.mark.duty("D-40")
def test_a_return_that_does_not_come_about_is_called_off_and_may_be_announced_again(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    journey.comes_back()
    journey.finds(journey.secretary, K.REPORT_RETURN)
    journey.finds(stage.branch(CHUZHOU_QINLAN.branch), K.RELEASE_MEMBER)
    journey.call_off_return()
    assert (journey.home.status, journey.duty) == (CaseStatus.ACTIVE, CHUZHOU_QINLAN.branch)
    journey.until(lambda: journey.placement_at(CHUZHOU_QINLAN).leaving_why is None, "流入地收到返回取消通知")
    journey.owes()
    journey.comes_back()
    journey.until(lambda: journey.placement_at(CHUZHOU_QINLAN).leaving_why == "RETURN", "流入地再次收到返回通知")
    journey.stays(CHUZHOU_QINLAN)
    journey.home_stands(CaseStatus.ACTIVE)
    journey.owes()


def test_a_host_that_has_released_him_is_asked_anew_when_he_stays(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    journey.comes_back()
    journey.release(CHUZHOU_QINLAN)
    journey.until(lambda: journey.leaving.host_account, "流入地的情况说明到达")
    assert journey.call_off_return().status is CaseStatus.REPORTED
    journey.is_taken_in()
    journey.home_stands(CaseStatus.ACTIVE)


def test_one_who_turns_back_before_any_host_accepted_is_withdrawn_there(stage: Stage) -> None:
    journey = LeavingJourney(stage)
    journey.depart()
    journey.host_records_arrival()
    journey.comes_back("EARLY")
    journey.stands_at(CHUZHOU_QINLAN, PlacementStatus.WITHDRAWN)
    assert journey.duty == journey.start.branch
