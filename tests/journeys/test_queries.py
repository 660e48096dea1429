"""W-03: the host asks, home answers; while home owes the answer the host's clock stands still."""

import pytest

from services.inflow.contract import PlacementStatus, Verification
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind as K
from shared.service_client import Refused
from tests.journeys.journey import Journey
from tests.journeys.owed import Owed
from tests.journeys.places import CHUZHOU_QINLAN, YANGZHOU_HANHE
from tests.journeys.stage import Stage

HOME, HOST = YANGZHOU_HANHE, CHUZHOU_QINLAN
ANSWER = Owed("outflow", K.ANSWER_QUERY, HOME.branch)
VERIFY = Owed("inflow", K.VERIFY_CERTIFICATE, HOST.committee)


def asked(stage: Stage, result: Verification) -> Journey:
    journey = Journey(stage).depart().host_records_arrival()
    journey.ask_home("持证人姓名与流出通知是否一致？", result)
    journey.host_stands(PlacementStatus(result))
    journey.owes(VERIFY, ANSWER)
    journey.until(lambda: journey.task(K.VERIFY_CERTIFICATE).task.paused, "查验任务暂停计时")
    assert journey.home.status is CaseStatus.REPORTED
    assert journey.home.duty_holder == HOME.branch
    return journey


def test_an_answer_that_confirms_lets_the_acceptance_go_on(stage: Stage) -> None:
    journey = asked(stage, Verification.NEEDS_INFO)
    journey.answer(confirmed=True)
    journey.host_stands(PlacementStatus.VERIFIED)
    journey.owes(Owed("inflow", K.PLACE_MEMBER, HOST.committee))
    assert not journey.task(K.PLACE_MEMBER).task.paused
    assert journey.home.query is None
    journey.place()
    journey.enrol()
    journey.is_active_on_both_sides()


def test_an_answer_that_denies_makes_the_certificate_suspect_and_g3_a_ground_to_refuse(stage: Stage) -> None:
    journey = asked(stage, Verification.SUSPECT)
    journey.answer(confirmed=False, text="本支部没有这名党员。")
    journey.until(lambda: journey.placement.answer, "流入地收到答复")
    assert journey.placement.status is PlacementStatus.SUSPECT
    journey.owes(VERIFY)
    journey.until(lambda: not journey.task(K.VERIFY_CERTIFICATE).task.paused, "查验任务恢复计时")
    with pytest.raises(Refused, match="home_denied"):
        journey.verify()
    journey.refuse("G3", "流出地党支部否认其党员身份。")
    journey.home_stands(CaseStatus.REFUSED)
    assert journey.home.refusal_listed is True
    journey.owes(Owed("outflow", K.CONSIDER_OBJECTION, HOME.committee))


def test_a_denied_first_question_makes_a_needs_info_case_suspect(stage: Stage) -> None:
    journey = asked(stage, Verification.NEEDS_INFO)
    journey.answer(confirmed=False, text="编号与存根不符。")
    journey.host_stands(PlacementStatus.SUSPECT)
    journey.ask_home("请再次核对存根。", Verification.SUSPECT)
    journey.owes(VERIFY, ANSWER)
    journey.answer(confirmed=True, text="存根有误，已更正。")
    journey.host_stands(PlacementStatus.VERIFIED)
    journey.place()
    journey.enrol()
    journey.is_active_on_both_sides()
