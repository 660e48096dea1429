"""5.1 Member reappears after loss: W-07 FOUND, the cause is asked for, the case goes on where it stood."""

import pytest

from services.outflow.contract import CaseStatus
from services.outflow.lost_contact.contract import Finding, LostStatus, SearchMethod
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_lost_contact import LostJourney
from tests.journeys.stage import Stage


@pytest.mark.duty("D-38")
def test_who_is_found_is_managed_again_and_the_branch_finds_out_why(stage: Stage) -> None:
    journey = LostJourney(stage)
    journey.depart()
    journey.host_records_arrival()
    journey.is_taken_in()
    journey.channel_dies()
    journey.home_stands(CaseStatus.CONTACT_AT_RISK)
    assert journey.home.duty_holder == journey.start.branch
    journey.finds(journey.secretary, K.SEARCH_MEMBER)
    journey.searches(SearchMethod.PHONE)
    journey.searches(SearchMethod.EMPLOYER, found=True)
    journey.home_stands(CaseStatus.ACTIVE)
    journey.finds_out(Finding.F1)
    assert journey.loss.status is LostStatus.SETTLED
    journey.until(lambda: journey.is_not_asked(journey.secretary, K.RECORD_FINDING), "原因已登记")
    assert journey.home.duty_holder == journey.end.branch
