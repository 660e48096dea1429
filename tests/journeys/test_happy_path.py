"""W-01…W-03 from 扬州 to 滁州: who holds the duty of contact and who owes what in each state."""

import pytest

from services.inflow.contract import PlacementStatus
from services.outflow.contract import CaseStatus, CertificateStatus
from shared.policy.task_kinds import TaskKind as K
from tests.journeys.journey import Journey
from tests.journeys.owed import Owed
from tests.journeys.places import CHUZHOU_QINLAN, YANGZHOU_HANHE
from tests.journeys.rulebook import first_quarter
from tests.journeys.stage import Stage

HOME, HOST = YANGZHOU_HANHE, CHUZHOU_QINLAN


def held_by_home(journey: Journey, status: CaseStatus, *owed: Owed) -> None:
    """W-01: until the host has accepted, the home branch holds the duty of contact."""
    journey.home_stands(status)
    journey.owes(*owed)
    assert journey.home.duty_holder == HOME.branch, journey.told()
    if journey.host_knows():
        assert journey.placement.duty_holder == HOME.branch, journey.told()


def at_home(kind: K, holder: str = HOME.branch) -> Owed:
    return Owed("outflow", kind, holder)


def at_host(kind: K, holder: str = HOST.committee) -> Owed:
    return Owed("inflow", kind, holder)


def leaves_home(journey: Journey) -> None:
    """D-35, D-36, D-73: each step is owed by the organisation that the rulebook names, and by nobody else."""
    eligible = CaseStatus.ELIGIBLE
    journey.declare()
    held_by_home(journey, eligible, at_home(K.BRIEF_MEMBER), at_home(K.REQUEST_CERTIFICATE))
    journey.brief()
    held_by_home(journey, eligible, at_home(K.REQUEST_CERTIFICATE))
    journey.request_certificate()
    held_by_home(journey, eligible, Owed("registry", K.NUMBER_CERTIFICATE, HOME.department))
    journey.number()
    held_by_home(journey, eligible, at_home(K.SEAL_CERTIFICATE, HOME.committee))
    journey.seal()
    held_by_home(journey, eligible, at_home(K.ISSUE_CERTIFICATE))
    journey.issue()
    held_by_home(journey, CaseStatus.DEPARTED, at_home(K.REPORT_AT_HOST))
    journey.host_stands(PlacementStatus.EXPECTED)


def is_accepted(journey: Journey) -> None:
    """W-03: verified and placed by the committee, enrolled by the branch, all while home holds the duty."""
    held_by_home(journey, CaseStatus.REPORTED, at_host(K.VERIFY_CERTIFICATE))
    journey.verify()
    held_by_home(journey, CaseStatus.REPORTED, at_host(K.PLACE_MEMBER))
    journey.place()
    held_by_home(journey, CaseStatus.REPORTED, at_host(K.ENROL_MEMBER, HOST.branch))
    journey.enrol()
    journey.is_active_on_both_sides()
    journey.owes()


@pytest.mark.duty("D-31", "D-35", "D-36", "D-42", "D-51", "D-149", "D-150")
def test_a_member_goes_from_yangzhou_to_chuzhou_and_reports_at_the_host(stage: Stage) -> None:
    journey = Journey(stage)
    leaves_home(journey)
    journey.host_records_arrival()
    is_accepted(journey)
    assert journey.home.duty_holder == HOST.branch, "W-01: after the host has accepted it manages the member"
    assert journey.home.certificate is not None
    assert journey.home.certificate.status is CertificateStatus.IN_USE
    assert journey.placement.certificate_number == journey.home.certificate.number


def test_a_member_reports_to_his_home_branch_which_tells_the_host(stage: Stage) -> None:
    journey = Journey(stage)
    leaves_home(journey)
    journey.home_records_arrival()
    journey.host_stands(PlacementStatus.RECEIVED)
    is_accepted(journey)
    assert journey.placement.reported_on == journey.home.reported_on


@pytest.mark.duty("D-29")
def test_both_sides_name_the_same_duty_holder_once_the_member_is_enrolled(stage: Stage) -> None:
    journey = Journey(stage).depart().host_records_arrival().is_taken_in()
    assert journey.placement.duty_holder == journey.home.duty_holder


@pytest.mark.duty("D-29", "D-38")
def test_the_quarterly_contact_stays_with_the_home_branch_while_the_host_manages(stage: Stage) -> None:
    """D-38; a case that starts in the last 30 days of a quarter owes its first contact in the next one."""
    journey = Journey(stage).depart().host_records_arrival().is_taken_in()
    left_on = journey.home.departed_on
    assert left_on is not None
    owed_from = first_quarter(left_on)
    if owed_from.first > stage.today:
        assert journey.is_not_asked(journey.secretary, K.CONTACT_MEMBER)
        return
    assert journey.finds(journey.secretary, K.CONTACT_MEMBER).occurrence == owed_from.name
    journey.contact(reached=False)
    assert [(q.status, q.attempts) for q in journey.home_file.quarters] == [("ATTEMPTED", 1)]
    journey.contact(reached=True)
    assert [(q.status, q.attempts) for q in journey.home_file.quarters] == [("DONE", 2)]
    assert journey.is_not_asked(journey.secretary, K.CONTACT_MEMBER)


def test_each_letter_between_the_two_sides_is_delivered(stage: Stage) -> None:
    journey = Journey(stage).depart().host_records_arrival().is_taken_in()
    journey.until(
        lambda: all(letter.delivered_at for letter in [*journey.home_file.letters, *journey.host_file.letters]),
        "所有函件都已送达",
    )
    sent_by_home = [letter.type for letter in journey.home_file.letters if letter.direction == "sent"]
    sent_by_host = [letter.type for letter in journey.host_file.letters if letter.direction == "sent"]
    assert sent_by_home == ["OUTFLOW_NOTICE"]
    assert sent_by_host == ["MEMBER_REPORTED", "ENROLLED"]
