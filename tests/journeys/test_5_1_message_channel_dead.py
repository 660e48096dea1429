"""5.1 Message channel of the member dead: CONTACT_AT_RISK at once, other channels, the family only as he gave it."""

import pytest

from services.outflow.contract import CaseStatus
from services.outflow.lost_contact.contract import LostStatus, SearchMethod
from shared.policy.task_kinds import TaskKind as K
from shared.service_client import Refused
from tests.journeys.acts_lost_contact import LostJourney
from tests.journeys.stage import Stage


@pytest.mark.duty("D-38", "D-65")
def test_a_bounce_begins_the_search_by_other_channels_at_the_home_branch(stage: Stage) -> None:
    journey = LostJourney(stage)
    journey.depart()
    journey.channel_dies()
    journey.home_stands(CaseStatus.CONTACT_AT_RISK)
    assert journey.finds(journey.secretary, K.SEARCH_MEMBER).holder == journey.start.branch
    assert journey.home.duty_holder == journey.start.branch
    assert journey.loss.dead_channels == ["phone"]
    with pytest.raises(Refused) as refused:
        journey.searches(SearchMethod.FAMILY)
    assert refused.value.problem.code == "no_family_contact_recorded"
    journey.contact_by("wechat")
    journey.home_stands(CaseStatus.DEPARTED, CaseStatus.REPORT_OVERDUE)
    assert journey.loss.status is LostStatus.CLEARED
    journey.until(lambda: journey.is_not_asked(journey.secretary, K.SEARCH_MEMBER), "不再要求查找")
