"""5.1 Certificate lost: told at the host, void at once everywhere, replaced by home, rebuilt from the record file."""

import pytest

from services.inflow.contract import PlacementStatus, Verification, VerifyCertificate
from services.registry.number_status.contract import NumberStanding
from shared.service_client import Refused
from tests.journeys.acts_certificate import BookletJourney
from tests.journeys.stage import Stage


@pytest.mark.duty("D-36", "D-54")
def test_certificate_lost(stage: Stage) -> None:
    journey = BookletJourney(stage).is_managed()
    old = journey.placement.certificate_number
    confirmed, later = journey.enter(), journey.enter(content="参加支部党员大会。", kind="BRANCH_MEETING")
    journey.confirm(confirmed)
    journey.home_reads(confirmed, "CONFIRMED")
    journey.report_loss_at_host()
    journey.booklet_stands("LOST")
    the_host_holds_the_duty(journey)
    journey.check_loss()
    journey.booklet_stands("VOID")
    journey.number_is(NumberStanding.VOID, old)
    journey.until(lambda: journey.book.without_booklet_since, "流入地知道原证已作废")
    the_host_holds_the_duty(journey)
    journey.enter(content="无证期间照常参加活动。")
    journey.replace_booklet()
    journey.until(lambda: journey.book.new_number, "流入地收到新证编号")
    assert journey.book.to_rewrite[0] == later.entry_id, "从最后一次核实之后的记载补起"
    journey.take_up_new_booklet()
    journey.booklet_stands("IN_USE")
    assert journey.file.without_booklet_since is None
    new = journey.placement.certificate_number
    assert new != old
    journey.number_is(NumberStanding.GOOD, new, journey.home_department)
    assert journey.file.booklets[-1].replaces == journey.file.booklets[0].certificate_id


def the_host_holds_the_duty(journey: BookletJourney) -> None:
    """5.1: the host meanwhile."""
    assert journey.home.duty_holder == journey.placement.duty_holder == journey.end.branch, journey.told()


def test_certificate_lost_before_the_host_has_verified_it(stage: Stage) -> None:
    """The void number fails; he is enrolled all the same, marked 'without booklet'."""
    journey = BookletJourney(stage)
    journey.depart()
    journey.host_records_arrival()
    number = journey.placement.certificate_number
    journey.report_loss_at_host(journey.reception)
    journey.booklet_stands("LOST")
    journey.check_loss()
    journey.until(lambda: journey.book.without_booklet_since, "流入地知道原证已作废")
    inflow = journey.reception.services.inflow
    shown = VerifyCertificate(result=Verification.VERIFIED, certificate_number=number, identity_checked=True)
    with pytest.raises(Refused) as refused:
        inflow.verify_certificate(journey.case_id, shown)
    assert refused.value.problem.code == "certificate_number_void"
    without = VerifyCertificate(result=Verification.VERIFIED, identity_checked=True)
    inflow.verify_certificate(journey.case_id, without)
    journey.place()
    journey.enrol()
    journey.is_active_on_both_sides()
    assert journey.placement.status is PlacementStatus.ENROLLED
    assert journey.book.without_booklet_since
