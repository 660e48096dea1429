"""5.1 Wrong data: W-17, decided by the owner of the field; both sides hold the same afterwards."""

import pytest

from services.outflow.contract import CaseStatus
from shared.corrections.contract import CorrectedField, CorrectionStatus
from tests.journeys.acts_lost_contact import LostJourney
from tests.journeys.stage import Stage

F, S = CorrectedField, CorrectionStatus
CONTACT = "李联系 0550-7654321"


@pytest.fixture
def journey(stage: Stage) -> LostJourney:
    started = LostJourney(stage)
    started.depart()
    started.host_records_arrival()
    started.is_taken_in()
    return started


@pytest.mark.duty("D-34", "D-57")
def test_what_the_host_finds_wrong_in_the_identity_is_decided_at_home(journey: LostJourney) -> None:
    journey.host_reports(F.NAME, "更正后姓名")
    journey.until(journey.home_corrections, "流出地收到更正提请")
    (reported,) = journey.home_corrections()
    assert (reported.owner, reported.reported_side) == ("home", "host")
    journey.home_decides(reported.correction_id)
    assert journey.home.member.name == "更正后姓名"
    journey.until(lambda: journey.placement.person.name == "更正后姓名", "流入地的姓名一并更正")
    journey.until(lambda: journey.host_corrections()[0].status is S.APPLIED, "流入地的更正记为已更正")
    assert journey.home.status is CaseStatus.ACTIVE


def test_the_hosts_contact_is_decided_by_the_host(journey: LostJourney) -> None:
    journey.home_reports(F.HOST_CONTACT, CONTACT)
    journey.until(journey.host_corrections, "流入地收到更正提请")
    (reported,) = journey.host_corrections()
    assert (reported.owner, reported.reported_side) == ("host", "home")
    journey.host_decides(reported.correction_id)
    journey.until(lambda: journey.home.host_contact == CONTACT, "流出地的联系人一并更正")
    assert journey.home_corrections()[0].status is S.APPLIED
