"""5.1 Probation ends during mobility: T−60, T−30, the opinion across the border; the home branch runs it throughout."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from services.outflow.conversion.contract import OpinionStep, Stage
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import Task
from shared.terms import add_months
from tests.journeys.acts_conversion import ConversionJourney
from tests.journeys.rehearsal import Rehearsal, at_the_third_try
from tests.journeys.stage import Stage as Place

AHEAD = 100


@dataclass
class OnTime:
    journey: ConversionJourney
    asked: Task
    owed_by_host: Task
    holder_at_home: str
    prepared_on: date
    asked_on: date


@at_the_third_try
def on_time(stage: Place) -> OnTime:
    journey = ConversionJourney(stage, add_months(stage.today + timedelta(days=AHEAD), -12))
    journey.away()
    journey.is_at(Stage.PREPARED, days=AHEAD)
    prepared_on = stage.today
    asked = journey.finds(journey.secretary, K.REQUEST_OPINION, days=AHEAD)
    asked_on = stage.today
    journey.asks_the_host()
    journey.applies()
    owed = journey.finds(journey.host_secretary, K.FILE_OPINION, "inflow")
    holder = journey.finds(journey.secretary, K.HOLD_CONVERSION_MEETING).holder
    journey.until(lambda: stage.today >= journey.probation_end, "预备期满", days=AHEAD)
    journey.host_judges()
    journey.opinion_is(OpinionStep.RECEIVED)
    journey.is_reviewed()
    journey.is_converted()
    return OnTime(journey, asked, owed, holder, prepared_on, asked_on)


REHEARSED = (on_time,)


@pytest.mark.duty("D-41", "D-56", "D-58", "D-64")
def test_each_step_opens_on_its_day_and_each_side_owes_its_own(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(on_time)
    end = played.journey.probation_end
    assert end - timedelta(days=60) <= played.prepared_on < end
    assert end - timedelta(days=30) <= played.asked_on < end
    assert (played.asked.holder, played.holder_at_home) == (played.journey.start.branch,) * 2
    assert (played.owed_by_host.holder, played.owed_by_host.since) == (played.journey.end.branch, end)
    assert played.journey.conversion.stage is Stage.CONVERTED


@pytest.mark.duty("D-41", "D-58", "D-64")
def test_the_procedure_goes_across_the_border_and_both_sides_know_the_end(stage: Place) -> None:
    """At the speed of life: the probation ended yesterday, so every step is due at once."""
    journey = ConversionJourney(stage, add_months(stage.today - timedelta(days=1), -12))
    journey.away()
    journey.asks_the_host()
    journey.applies()
    journey.host_judges()
    journey.opinion_is(OpinionStep.RECEIVED)
    assert journey.conversion.opinions[0].details["participation_count"] == 12
    journey.is_reviewed()
    journey.is_converted()
    assert journey.home.duty_holder == journey.end.branch, "day-to-day management stays with the host"
