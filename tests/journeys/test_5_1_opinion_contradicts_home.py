"""5.1 Host opinion contradicts home's view: both are shown to the branch meeting; no automatic result."""

from datetime import timedelta

import pytest

from services.outflow.conversion.contract import OpinionStep, Proposal, Stage
from shared.policy.task_kinds import TaskKind as K
from shared.service_client import Refused
from shared.terms import add_months
from tests.journeys.acts_conversion import ConversionJourney
from tests.journeys.stage import Stage as Place


@pytest.mark.duty("D-41", "D-58")
def test_both_views_go_to_the_meeting_and_the_branch_decides(stage: Place) -> None:
    journey = ConversionJourney(stage, add_months(stage.today - timedelta(days=1), -12))
    journey.away()
    journey.asks_the_host()
    journey.applies()
    journey.host_judges("NOT_SUITABLE")
    journey.opinion_is(OpinionStep.RECEIVED)
    journey.is_reviewed("CONVERT")
    view = journey.conversion
    assert (view.home_view, view.opinions[0].contradicts, view.stage) == (Proposal.CONVERT, True, Stage.READY)
    assert journey.finds(journey.secretary, K.HOLD_CONVERSION_MEETING).holder == journey.start.branch
    with pytest.raises(Refused) as refused:
        journey.meets(views_shown=False)
    assert refused.value.problem.code == "views_not_shown"
    assert journey.meets(proposal="EXTEND", extension_months=6).stage is Stage.RESOLVED_EXTEND
