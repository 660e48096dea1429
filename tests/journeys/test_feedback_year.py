"""W-05 through a year: four quarters of feedback, one of them overdue and risen to committee and department."""

from dataclasses import dataclass
from itertools import pairwise

import pytest

from services.inflow.exchange.contract import FeedbackView, SendFeedback
from services.outflow.contract import HostAnswer, RecordHostAnswer, SendPaperNotice
from services.outflow.exchange.contract import FeedbackView as FeedbackAtHome
from services.outflow.exchange.contract import HomeExchange
from shared.business_clock import SHANGHAI
from shared.exchange import FeedbackStatus
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import TaskDetail, TaskStatus
from shared.terms import Quarter
from tests.journeys.acts_exchange import SAID, ExchangeJourney
from tests.journeys.places import CHUZHOU_TONGCHENG, OFF_PLATFORM_NAME, OFF_PLATFORM_REGION, YANGZHOU_YIZHENG
from tests.journeys.rehearsal import Rehearsal
from tests.journeys.rulebook import DAY, working_days_after
from tests.journeys.stage import Stage

HOME, HOST = YANGZHOU_YIZHENG, CHUZHOU_TONGCHENG
QUARTER = 100
"""Days in which the next quarter begins for certain."""


@dataclass
class FeedbackOfAYear:
    overdue: TaskDetail
    at_host: list[FeedbackView]
    at_home: list[FeedbackAtHome]


def feedback_of_a_year(stage: Stage) -> FeedbackOfAYear:
    journey = ExchangeJourney(stage, HOME, HOST).is_active()
    journey.acknowledge_feedback(journey.send_feedback(days=QUARTER))
    journey.tell_host(days=QUARTER)
    second = journey.finds(journey.host_secretary, K.SEND_FEEDBACK, days=QUARTER).occurrence
    rises = {journey.host_office: QUARTER + 30, journey.host_department: 30}
    for person, days in rises.items():
        journey.until(
            lambda who=person: journey.raised_to(who, K.SEND_FEEDBACK),  # type: ignore[misc]  # bound now
            f"超期的反馈上送到 {person.name}",
            days=days,
        )
    overdue = journey.task(K.SEND_FEEDBACK, second)
    late = SendFeedback(quarter=second.split(".")[1], **SAID)
    journey.host_secretary.services.inflow.send_feedback(journey.case_id, late)
    for _ in range(2):
        journey.send_feedback(days=QUARTER)
    journey.until(lambda: len(journey.at_home.feedback) == 4, "流出地收到四个季度的反馈")
    return FeedbackOfAYear(overdue, journey.at_host.feedback, journey.at_home.feedback)


@dataclass
class OnPaper:
    at_home: HomeExchange
    obtained: TaskDetail
    told: TaskDetail


def exchange_on_paper(stage: Stage) -> OnPaper:
    """The host is off the platform: home tells it by printed letter and records what it gets back."""
    journey = ExchangeJourney(stage, HOME, HOST)
    journey.depart(
        host_region=OFF_PLATFORM_REGION,
        host_region_name=OFF_PLATFORM_NAME,
        host_committee=None,
        host_name="某街道党工委",
    )
    outflow = journey.secretary.services.outflow
    outflow.send_paper_notice(journey.case_id, SendPaperNotice(sent_on=stage.today))
    enrolled = RecordHostAnswer(answer=HostAnswer.ENROLLED, answered_on=stage.today, host_branch_name="某社区党支部")
    outflow.record_host_answer(journey.case_id, enrolled)
    journey.tell_host(days=QUARTER)
    quarter = journey.hears_on_paper(days=QUARTER)
    return OnPaper(journey.at_home, journey.task(K.OBTAIN_FEEDBACK, quarter), journey.task(K.SEND_HOME_NOTICE, quarter))


REHEARSED = (feedback_of_a_year, exchange_on_paper)


@pytest.mark.duty("D-34", "D-52", "D-64")
def test_with_a_host_off_the_platform_home_writes_and_is_written_to_on_paper(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(exchange_on_paper)
    (feedback,) = played.at_home.feedback
    assert (feedback.sender, feedback.status) == ("某社区党支部", FeedbackStatus.ACKNOWLEDGED)
    assert len(played.at_home.notices) == 1
    assert {played.obtained.task.status, played.told.task.status} == {TaskStatus.DONE}
    assert {played.obtained.task.holder, played.told.task.holder} == {HOME.branch}


@pytest.mark.duty("D-52", "D-64")
def test_each_quarter_asks_once_and_reaches_home(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(feedback_of_a_year)
    quarters = sorted(Quarter(one.quarter) for one in played.at_host)
    assert len(quarters) == 4
    assert all(one.next() == later for one, later in pairwise(quarters))
    assert {one.feedback_id for one in played.at_home} == {one.feedback_id for one in played.at_host}
    first = min(played.at_home, key=lambda one: one.quarter)
    assert first.status is FeedbackStatus.ACKNOWLEDGED


@pytest.mark.duty("D-52")
def test_the_overdue_quarter_rose_on_its_days_and_stayed_with_the_branch(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(feedback_of_a_year)
    task = played.overdue.task
    assert task.holder == HOST.branch
    end = Quarter(task.occurrence.split(".")[1]).last
    fired = {rung.name: rung for rung in played.overdue.fired}
    days = {name: rung.planned_at.astimezone(SHANGHAI).date() for name, rung in fired.items()}
    assert days["overdue"] == end + DAY
    assert days["raise-committee"] == working_days_after(end, 10) + DAY
    assert days["raise-department"] == working_days_after(end, 20) + DAY
    assert fired["raise-committee"].went_to == HOST.committee
    assert fired["raise-department"].went_to == HOST.department
    assert [one.overdue for one in sorted(played.at_host, key=lambda one: one.quarter)].count(True) == 1
