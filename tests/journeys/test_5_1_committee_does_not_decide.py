"""5.1 Committee does not decide in three months: it rises to the committee's department; the decision stays open."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from services.outflow.conversion.contract import OpinionStep, Stage
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import Task, TaskDetail
from shared.terms import add_months
from tests.journeys.acts_conversion import ConversionJourney
from tests.journeys.places import CHUZHOU_TONGCHENG, YANGZHOU_YIZHENG
from tests.journeys.rehearsal import Rehearsal
from tests.journeys.rulebook import months_after, rolled
from tests.journeys.stage import Stage as Place
from tests.journeys.telling import fired

DAYS = 110
"""Three months, and a long holiday behind them."""


@dataclass
class Undecided:
    journey: ConversionJourney
    asked: Task
    risen: TaskDetail
    stage_when_risen: Stage
    with_the_department: bool


def undecided(stage: Place) -> Undecided:
    admitted_on = add_months(stage.today - timedelta(days=1), -12)
    journey = ConversionJourney(stage, admitted_on, start=YANGZHOU_YIZHENG, end=CHUZHOU_TONGCHENG)
    journey.away()
    journey.asks_the_host()
    journey.applies()
    journey.host_judges()
    journey.opinion_is(OpinionStep.RECEIVED)
    journey.is_reviewed()
    journey.meets()
    journey.reports_resolution()
    asked = journey.finds(journey.home_office, K.DECIDE_CONVERSION)
    journey.until(lambda: "raise-department" in _names(journey), "三个月上送组织部门", days=DAYS)
    risen, then = journey.task(K.DECIDE_CONVERSION), journey.conversion.stage
    department = journey.raised_to(journey.home_department, K.DECIDE_CONVERSION)
    journey.decides()
    journey.announces()
    journey.both_sides_know()
    return Undecided(journey, asked, risen, then, department)


def _names(journey: ConversionJourney) -> list[str]:
    return [rung.name for rung in fired(journey.task(K.DECIDE_CONVERSION))]


REHEARSED = (undecided,)


@pytest.mark.duty("D-41")
def test_the_term_rises_to_the_department_and_decides_nothing(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(undecided)
    assert (played.asked.holder, played.risen.task.holder) == (played.journey.start.committee,) * 2
    assert played.stage_when_risen is Stage.AT_COMMITTEE
    assert played.with_the_department
    term = next(rung for rung in played.risen.fired if rung.name == "raise-department")
    assert term.went_to == played.journey.start.department
    reported = played.journey.conversion.reported_on
    assert reported is not None
    assert term.planned_at.date() > rolled(months_after(reported, 3)) - timedelta(days=1)


def test_the_late_decision_is_accepted_and_marked_and_moves_no_day(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(undecided)
    view = played.journey.conversion
    assert (view.stage, view.standing_since) == (Stage.CONVERTED, played.journey.probation_end)
    assert played.journey.task(K.DECIDE_CONVERSION).task.late
