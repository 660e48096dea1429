"""5.1 Two hosts claim one member: the second gets G4; home decides which is right."""

import pytest

from services.inflow.contract import EnrolMember
from services.outflow.contract import CaseStatus, NameHost
from services.outflow.leaving.contract import SettleHostClaim
from shared.policy.task_kinds import TaskKind as K
from shared.service_client import Refused
from tests.journeys.acts_leaving import LeavingJourney
from tests.journeys.places import CHUZHOU_QINLAN, CHUZHOU_TONGCHENG
from tests.journeys.stage import Stage

FIRST, SECOND = CHUZHOU_QINLAN, CHUZHOU_TONGCHENG
ATTEMPTS = 5


def claimed_by_two(stage: Stage) -> LeavingJourney:
    """The first host enrols him, and before its receipt is home, home has named another."""
    for _ in range(ATTEMPTS):
        journey = LeavingJourney(stage)
        journey.depart()
        journey.host_records_arrival()
        journey.verify()
        journey.place()
        secretary = stage.branch(FIRST.branch)
        journey.finds(secretary, K.ENROL_MEMBER)
        enrolment = EnrolMember(group="第一党小组", contact_person="许联系", enrolled_on=stage.today)
        another = NameHost(host_region=SECOND.region, host_committee=SECOND.committee, text="改到铜城镇")
        secretary.services.inflow.enrol_member(journey.case_id, enrolment)
        if _was_told(journey, another):
            continue
        journey.end = SECOND
        return journey
    raise AssertionError("the first host's receipt was always home sooner")


def _was_told(journey: LeavingJourney, another: NameHost) -> bool:
    """Whether the receipt was home before the other host was named."""
    try:
        journey.secretary.services.outflow.name_host(journey.case_id, another)
    except Refused:
        return True
    return False


@pytest.mark.duty("D-42", "D-51")
def test_home_decides_which_of_two_hosts_is_right_and_holds_the_duty_meanwhile(stage: Stage) -> None:
    journey = claimed_by_two(stage)
    journey.until(lambda: journey.leaving.claims, "流出地得知另一流入地已编入")
    assert (journey.home.status, journey.duty) == (CaseStatus.REPORTED, journey.start.branch)
    journey.finds(journey.secretary, K.SETTLE_HOST_CLAIM)
    body = SettleHostClaim(attempt=1, keep_present=True, text="经核对现住铜城镇。")
    journey.secretary.services.outflow.settle_host_claim(journey.case_id, body)
    journey.until(lambda: journey.is_not_asked(journey.secretary, K.SETTLE_HOST_CLAIM), "不再需要确认")
    journey.is_taken_in()
    assert journey.duty == SECOND.branch
