"""5.1 Member cannot return for the meeting: adjourned with the reason; standing counts from probation_end all the
same."""

from datetime import timedelta

import pytest

from services.outflow.conversion.contract import AdjournConversionMeeting, OpinionStep, Stage
from shared.policy.task_kinds import TaskKind as K
from shared.service_client import Refused
from shared.terms import add_months
from tests.journeys.acts_conversion import ConversionJourney
from tests.journeys.stage import Stage as Place


@pytest.mark.duty("D-41")
def test_the_meeting_waits_for_him_and_he_loses_no_day(stage: Place) -> None:
    journey = ConversionJourney(stage, add_months(stage.today - timedelta(days=40), -12))
    journey.away()
    journey.asks_the_host()
    journey.applies()
    journey.host_judges()
    journey.opinion_is(OpinionStep.RECEIVED)
    journey.is_reviewed()
    for attendance, code in (("ABSENT", "member_must_attend"), ("REMOTE", "remote_not_allowed")):
        with pytest.raises(Refused) as refused:
            journey.meets(attendance=attendance)
        assert refused.value.problem.code == code
    body = AdjournConversionMeeting(reason="本人住院，不能返回", until=stage.today + timedelta(days=10))
    view = journey.secretary.services.outflow.adjourn_conversion_meeting(journey.case_id, body)
    assert (view.stage, view.adjournment) == (Stage.READY, "本人住院，不能返回")
    assert journey.finds(journey.secretary, K.HOLD_CONVERSION_MEETING).holder == journey.start.branch
    journey.is_converted()
