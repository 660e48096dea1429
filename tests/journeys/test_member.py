"""The member with his phone (D-150, D-153, W-12, W-19): each side's branch opens him its own side and no other, at one
operator as at two; what he says is done for the branch that was to ask him."""

import pytest

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus
from services.outflow.member.contract import MyAct, MyStepKind, Whose
from services.registry.member_links.contract import WithdrawMemberLinks
from shared.service_client import Refused
from tests.journeys.acts_member import MemberJourney
from tests.journeys.stage import Stage


@pytest.mark.duty("D-150", "D-153")
def test_the_member_does_his_part_himself(stage: Stage) -> None:
    journey = MemberJourney(stage)
    journey.depart()
    at_home = journey.phone(journey.start.branch)
    assert journey.my_case(at_home).whose_turn is Whose.ME
    journey.report_arrival_himself(at_home)
    journey.host_stands(PlacementStatus.RECEIVED)
    journey.is_taken_in()
    assert journey.my_case(at_home).steps[4].on is not None, MyStepKind.ACCEPTED

    at_the_host = journey.phone(journey.end.branch)
    entry = journey.enter()
    assert journey.confirm_himself(at_the_host).entry_id == entry.entry_id
    journey.home_reads(entry, "CONFIRMED")
    request = journey.ask_for_help(at_the_host)
    journey.help(request)
    journey.is_helped(at_the_host, request)

    journey.come_back_himself(at_home)
    journey.home_stands(CaseStatus.RETURNING)
    assert MyAct.REPORT_RETURN not in journey.my_case(at_home).may


def test_a_link_leads_to_the_side_of_its_branch(stage: Stage) -> None:
    journey = MemberJourney(stage)
    journey.depart()
    journey.host_stands(PlacementStatus.EXPECTED)
    at_home = journey.phone(journey.start.branch)
    with pytest.raises(Refused) as unknown:
        at_home.host.read_my_placement(journey.case_id)
    assert unknown.value.problem.status == 404
    withdrawing = WithdrawMemberLinks(organisation=journey.start.branch)
    journey.secretary.services.registry.withdraw_member_links(journey.case_id, withdrawing)
    with pytest.raises(Refused) as over:
        journey.my_case(at_home)
    assert over.value.problem.status == 401
