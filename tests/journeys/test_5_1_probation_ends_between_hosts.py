"""5.1 Probation ends while between hosts: the last host is asked; INSUFFICIENT_BASIS is an answer."""

from datetime import timedelta

import pytest

from services.outflow.contract import CaseStatus
from services.outflow.conversion.contract import OpinionStep
from shared.policy.task_kinds import TaskKind as K
from shared.terms import add_months
from tests.journeys.acts_conversion import ConversionJourney
from tests.journeys.places import CHUZHOU_QINLAN, CHUZHOU_TONGCHENG
from tests.journeys.stage import Stage


@pytest.mark.duty("D-41", "D-58")
def test_the_last_host_is_asked_and_home_holds_the_procedure(stage: Stage) -> None:
    journey = ConversionJourney(stage, add_months(stage.today - timedelta(days=1), -12))
    journey.away()
    journey.relocate(CHUZHOU_TONGCHENG)
    assert journey.home.status is CaseStatus.RELOCATING
    journey.asks_the_host()
    journey.applies()
    journey.host_judges("INSUFFICIENT_BASIS", CHUZHOU_QINLAN)
    journey.opinion_is(OpinionStep.RECEIVED)
    (opinion,) = journey.conversion.opinions
    assert (opinion.attempt, opinion.opinion) == (1, "INSUFFICIENT_BASIS")
    assert journey.finds(journey.secretary, K.HOLD_CONVERSION_MEETING).holder == journey.start.branch
    journey.is_reviewed()
    assert journey.meets().meetings[-1].passed
