"""5.1 Member under exemption becomes mobile: the exemption stays, the contact duty stays with home."""

import pytest

from services.outflow.contract import CaseStatus, RecordContact
from services.outflow.leaving.contract import RecordExemption
from tests.journeys.acts_leaving import LeavingJourney
from tests.journeys.stage import Stage


@pytest.mark.duty("D-38")
def test_the_exemption_stays_and_he_is_contacted_all_the_same(stage: Stage) -> None:
    journey = LeavingJourney(stage)
    journey.declare()
    body = RecordExemption(granted_on=stage.today, resolution="党委批复〔2026〕31号")
    journey.secretary.services.outflow.record_exemption(journey.case_id, body)
    for step in (journey.brief, journey.request_certificate, journey.number, journey.seal, journey.issue):
        step()
    journey.home_stands(CaseStatus.DEPARTED)
    assert journey.leaving.exempt_since == stage.today
    assert journey.duty == journey.start.branch
    journey.host_records_arrival()
    journey.is_taken_in()
    talk = RecordContact(contacted_on=stage.today, channel="phone", reached=True, thinking="思想稳定")
    journey.secretary.services.outflow.record_contact(journey.case_id, talk)
    assert [entry.reached for entry in journey.home_file.contacts] == [True]
    assert journey.leaving.exempt_since is not None
