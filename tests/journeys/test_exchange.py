"""W-05, D-57, D-39, W-19 at the speed of life: who is asked, what reaches the other side, what is closed."""

import pytest

from services.inflow.exchange import contract as host
from services.outflow.exchange import contract as home
from shared.exchange import VOTES_AT_HOME, ChangeKind, FeedbackStatus, SummonsStatus
from shared.help_requests.contract import RequestStatus
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import TaskStatus
from tests.journeys.acts_exchange import ExchangeJourney
from tests.journeys.acts_member import phone_of
from tests.journeys.stage import Stage


@pytest.mark.duty("D-52", "D-64")
def test_feedback_is_asked_about_answered_and_closed(stage: Stage) -> None:
    journey = ExchangeJourney(stage).is_active()
    feedback_id = journey.send_feedback()
    journey.question_feedback(feedback_id)
    journey.answer_feedback(feedback_id)
    journey.acknowledge_feedback(feedback_id)
    journey.feedback_stands(feedback_id, FeedbackStatus.CLOSED)
    (at_home,) = journey.at_home.feedback
    assert (at_home.status, at_home.answer) == (FeedbackStatus.CLOSED, "因出差缺席，已补课。")
    assert journey.task(K.SEND_FEEDBACK).task.status is TaskStatus.DONE
    assert journey.task(K.SEND_FEEDBACK).task.holder == journey.end.branch


@pytest.mark.duty("D-57", "D-152")
def test_a_serious_event_reaches_parent_and_home(stage: Stage) -> None:
    journey = ExchangeJourney(stage).is_active()
    change_id = journey.change_is_told(ChangeKind.SERIOUS, "发生工伤事故，已送医。")
    journey.finds(journey.host_office, K.ACKNOWLEDGE_CHANGE, "inflow")
    seen = host.AcknowledgeChange(change_id=change_id)
    journey.host_office.services.inflow.acknowledge_change(journey.case_id, seen)
    journey.finds(journey.secretary, K.ACKNOWLEDGE_CHANGE, "outflow")
    journey.secretary.services.outflow.acknowledge_change(journey.case_id, home.AcknowledgeChange(change_id=change_id))
    journey.until(lambda: journey.at_host.changes[0].acknowledged_on, "流入地知道流出地已阅知")
    assert journey.at_home.changes[0].text == "发生工伤事故，已送医。"


@pytest.mark.duty("D-39", "D-154")
def test_a_summons_to_an_election_is_answered_through_the_host(stage: Stage) -> None:
    journey = ExchangeJourney(stage).is_active()
    summons_id = journey.call_member()
    journey.finds(journey.secretary, K.GET_SUMMONS_REPLY)
    journey.finds(journey.host_secretary, K.RELAY_SUMMONS)
    assert VOTES_AT_HOME in journey.at_host.summonses[0].text
    reply = host.RecordSummonsReply(summons_id=summons_id, comes=True)
    journey.host_secretary.services.inflow.record_summons_reply(journey.case_id, reply)
    journey.until(lambda: journey.at_home.summonses[0].status is SummonsStatus.REPLIED, "流出地收到答复")
    journey.until(lambda: journey.is_not_asked(journey.secretary, K.GET_SUMMONS_REPLY), "流出地的任务办结")
    assert journey.at_home.summonses[0].comes is True


@pytest.mark.duty("D-39")
def test_what_he_answers_himself_both_branches_need_not_ask_him(stage: Stage) -> None:
    journey = ExchangeJourney(stage).is_active()
    summons_id = journey.call_member()
    journey.finds(journey.secretary, K.GET_SUMMONS_REPLY)
    journey.finds(journey.host_secretary, K.RELAY_SUMMONS)
    reply = home.RecordSummonsReply(summons_id=summons_id, comes=False, reason="请不了假。")
    phone_of(journey, journey.start.branch).home.record_summons_reply(journey.case_id, reply)
    journey.until(lambda: journey.is_not_asked(journey.secretary, K.GET_SUMMONS_REPLY), "流出地的任务办结")
    journey.until(lambda: journey.is_not_asked(journey.host_secretary, K.RELAY_SUMMONS), "流入地不用再转达")
    assert journey.at_host.summonses[0].comes is False


@pytest.mark.duty("D-47")
def test_a_request_for_help_goes_to_the_committee_and_is_confirmed(stage: Stage) -> None:
    journey = ExchangeJourney(stage).is_active()
    request_id = journey.ask_for_help()
    journey.help_is_assigned_and_given(request_id)
    confirmed = journey.help_is_confirmed(request_id)
    assert (confirmed.status, confirmed.holder) == (RequestStatus.CONFIRMED, journey.end.committee)
