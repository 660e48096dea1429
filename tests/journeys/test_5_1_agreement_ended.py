"""5.1 Agreement ended: either side, on notice; cases unaffected."""

import pytest

from services.outflow.contract import CaseStatus
from services.registry.agreement.contract import AgreementStatus, TerminateAgreement
from tests.journeys.acts_between import Agreeing
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_TONGCHENG, Home
from tests.journeys.stage import Stage

BAOYING = Home("32102300101", "321023001", "321023", "321000", "320000")


@pytest.mark.duty("D-62")
def test_either_side_ends_it_and_no_members_case_changes(stage: Stage) -> None:
    journey = Journey(stage, start=BAOYING, end=CHUZHOU_TONGCHENG).depart().host_records_arrival()
    journey.is_taken_in()
    agreeing = Agreeing(stage, BAOYING.committee, CHUZHOU_TONGCHENG.committee).offers().is_signed_by_both()
    agreeing.stands(AgreementStatus.IN_FORCE)
    before = (journey.home.version, journey.home.duty_holder, journey.placement.version)
    end = TerminateAgreement(text="两地人员往来已很少。")
    last_day = agreeing.theirs.services.registry.terminate_agreement(agreeing.other, end).last_day
    stage.until(lambda: agreeing.copy(agreeing.ours, agreeing.mine).notice_by or None, "流出方收到终止通知")
    assert agreeing.copy(agreeing.ours, agreeing.mine).last_day == last_day
    assert journey.home.status is CaseStatus.ACTIVE
    assert (journey.home.version, journey.home.duty_holder, journey.placement.version) == before
    talks = Agreeing(stage, BAOYING.committee, "341102001").offers()
    talks.ours.services.registry.terminate_agreement(talks.mine, end)
    talks.stands(AgreementStatus.TERMINATED)
