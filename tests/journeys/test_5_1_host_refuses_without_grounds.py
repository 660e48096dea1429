"""5.1 Host refuses without grounds: W-10 opens by itself, decided by the host's department; home holds the duty."""

import pytest

from services.inflow.contract import DisputeOrigin
from services.outflow.contract import CaseStatus
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.acts_refusal import arrived, goes_on_at, stands_refused
from tests.journeys.owed import Owed
from tests.journeys.places import CHUZHOU_LANGYA, CHUZHOU_QINLAN
from tests.journeys.stage import Stage

HOST = CHUZHOU_QINLAN
REVIEW = Owed("inflow", K.REVIEW_REFUSAL, HOST.department)


@pytest.mark.duty("D-61", "D-67")
def test_a_refusal_without_a_listed_ground_opens_the_review_at_once_and_is_overruled(stage: Stage) -> None:
    journey = arrived(stage)
    journey.refuse("too_many", "今年流入党员太多。")
    stands_refused(journey, REVIEW)
    assert journey.home.refusal_listed is False
    assert journey.placement.dispute is not None
    assert journey.placement.dispute.origin is DisputeOrigin.NO_LISTED_GROUND
    assert journey.is_not_asked(journey.home_office, K.CONSIDER_OBJECTION)
    journey.decide("OVERRULED", finding="以人数多为由拒绝接收，予以批评。")
    journey.home_stands(CaseStatus.REPORTED)
    journey.owes(Owed("inflow", K.PLACE_MEMBER, HOST.committee))
    assert journey.placement.dispute.finding == "" or journey.placement.dispute.outcome == "OVERRULED"
    journey.place()
    journey.enrol()
    journey.is_active_on_both_sides()
    assert journey.home.refusal_reason is None, "什么都不能记在党员名下（W-10）"


def test_a_review_may_send_the_member_to_another_committee(stage: Stage) -> None:
    journey = arrived(stage)
    journey.refuse("none", "不予接收。")
    stands_refused(journey, REVIEW)
    journey.decide("REDIRECTED", to=CHUZHOU_LANGYA.committee)
    journey.end = CHUZHOU_LANGYA
    goes_on_at(journey, CHUZHOU_LANGYA, attempt=2)
    journey.is_taken_in()
