"""W-03 and W-10 as far as people act in time: listed grounds, the objection to them, redirect, a host not yet known."""

import pytest

from services.inflow.contract import DisputeOrigin, DisputeStage
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind as K
from shared.service_client import Refused
from tests.journeys.acts_refusal import arrived, goes_on_at, stands_refused
from tests.journeys.journey import Journey
from tests.journeys.owed import Owed
from tests.journeys.places import CHUZHOU_QINLAN, CHUZHOU_TONGCHENG, YANGZHOU_HANHE
from tests.journeys.stage import Stage

HOME, HOST = YANGZHOU_HANHE, CHUZHOU_QINLAN
REVIEW = Owed("inflow", K.REVIEW_REFUSAL, HOST.department)


def test_home_objects_in_time_to_a_listed_ground_and_the_department_reviews_and_upholds_it(stage: Stage) -> None:
    journey = arrived(stage)
    journey.refuse("G2", "持证人与证件照片不符。")
    stands_refused(journey, Owed("outflow", K.CONSIDER_OBJECTION, HOME.committee))
    assert journey.home.refusal_listed is True
    assert journey.placement.dispute is None, "有正当理由的拒收不自动进入审查"
    journey.object_to_refusal()
    stands_refused(journey, REVIEW)
    dispute = journey.placement.dispute
    assert dispute is not None
    assert (dispute.stage, dispute.origin) == (DisputeStage.REVIEW, DisputeOrigin.OBJECTION)
    journey.decide("UPHELD")
    stands_refused(journey, Owed("outflow", K.NAME_HOST, HOME.branch))
    journey.name_host(CHUZHOU_TONGCHENG)
    goes_on_at(journey, CHUZHOU_TONGCHENG, attempt=2)
    journey.is_taken_in()
    assert journey.home.duty_holder == CHUZHOU_TONGCHENG.branch


def test_a_committee_that_is_not_responsible_must_name_the_right_one_and_the_notice_goes_there(stage: Stage) -> None:
    journey = arrived(stage)
    with pytest.raises(Refused, match="right_committee_missing"):
        journey.refuse("G5", "住址不属于本镇。")
    journey.refuse("G5", "住址在铜城镇。", to=CHUZHOU_TONGCHENG.committee)
    old_host_sees = journey.placement
    assert (old_host_sees.status, old_host_sees.redirected_to) == ("REDIRECTED", CHUZHOU_TONGCHENG.committee)
    assert old_host_sees.dispute is None, "转介不是拒收"
    journey.end = CHUZHOU_TONGCHENG
    goes_on_at(journey, CHUZHOU_TONGCHENG, attempt=2)
    assert "refuse_member" not in {event.act for event in journey.home_file.events}
    journey.owes(Owed("inflow", K.VERIFY_CERTIFICATE, CHUZHOU_TONGCHENG.committee))
    journey.is_taken_in()


def test_a_member_whose_host_is_not_known_yet_gets_one_after_the_departure(stage: Stage) -> None:
    journey = Journey(stage).depart(host_committee=None)
    journey.home_stands(CaseStatus.DEPARTED)
    journey.owes(Owed("outflow", K.NAME_HOST, HOME.branch), Owed("outflow", K.REPORT_AT_HOST, HOME.branch))
    journey.name_host(CHUZHOU_QINLAN)
    journey.host_records_arrival()
    assert journey.placement.attempt == 1
    journey.is_taken_in()
