"""5.1 Moves to a third place: RELOCATING; the old host closes its entries and sends a closing note."""

import pytest

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_leaving import LeavingJourney
from tests.journeys.places import CHUZHOU_QINLAN, CHUZHOU_TONGCHENG
from tests.journeys.stage import Stage

OLD, NEW = CHUZHOU_QINLAN, CHUZHOU_TONGCHENG


@pytest.mark.duty("D-29", "D-31", "D-34", "D-152")
def test_the_old_host_holds_the_duty_until_the_new_one_enrols(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    number = journey.placement.certificate_number
    journey.relocate(NEW)
    assert (journey.home.status, journey.duty) == (CaseStatus.RELOCATING, OLD.branch)
    journey.host_records_arrival()
    assert journey.placement.certificate_number == number, "活动证不换"
    journey.is_taken_in()
    assert (journey.home.attempt, journey.duty) == (2, NEW.branch)
    journey.stands_at(OLD, PlacementStatus.RELEASED)
    journey.release(OLD)
    journey.until(lambda: journey.leaving.host_account, "原流入地的情况说明到达")
    assert journey.is_not_asked(stage.branch(OLD.branch), K.RELEASE_MEMBER)


@pytest.mark.duty("D-29", "D-40")
def test_home_holds_the_duty_when_the_old_host_has_released(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    journey.relocate(NEW)
    journey.release(OLD)
    journey.stands_at(OLD, PlacementStatus.RELEASED)
    journey.until(lambda: journey.leaving.released_on, "原流入地已结清")
    assert (journey.home.status, journey.duty) == (CaseStatus.RELOCATING, journey.start.branch)
    journey.host_records_arrival()
    journey.is_taken_in()
    assert journey.duty == NEW.branch


def test_a_third_place_in_the_home_region_is_a_return(stage: Stage) -> None:
    journey = LeavingJourney(stage).away()
    home = journey.start
    body = {"host_region": home.department, "host_committee": None, "text": "回本区工作"}
    journey.relocate(OLD, **body)
    assert (journey.home.status, journey.duty) == (CaseStatus.RETURNING, home.branch)
