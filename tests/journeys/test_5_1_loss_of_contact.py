"""5.1 Loss of contact: six months of silence, the search, the branch meeting, the committee, the filing; then he is
back in time. The home branch holds the duty throughout; nothing happens by itself."""

from dataclasses import dataclass

import pytest

from services.outflow.contract import CaseFile, CaseStatus
from services.outflow.lost_contact.contract import LostContact, LostStatus, Measure
from tests.journeys.acts_lost_contact import LostJourney
from tests.journeys.places import CHUZHOU_TONGCHENG, YANGZHOU_YIZHENG
from tests.journeys.rehearsal import Rehearsal
from tests.journeys.rulebook import DAY, months_after
from tests.journeys.stage import Stage

HOME, HOST = YANGZHOU_YIZHENG, CHUZHOU_TONGCHENG
SIX_MONTHS = 190


@dataclass
class LostAndBack:
    journey: LostJourney
    at_risk: CaseFile
    searched: LostContact
    confirmed: CaseFile
    suspended: CaseFile
    the_loss: LostContact
    restored: CaseFile
    end: LostContact


def lost_and_back(stage: Stage) -> LostAndBack:
    journey = LostJourney(stage, HOME, HOST)
    journey.depart()
    journey.home_stands(CaseStatus.CONTACT_AT_RISK, days=SIX_MONTHS)
    at_risk = journey.home_file
    journey.searches_in_vain()
    searched = journey.loss
    journey.confirms()
    confirmed = journey.home_file
    journey.is_resolved(Measure.SUSPEND)
    journey.is_approved(Measure.SUSPEND)
    journey.is_filed(Measure.SUSPEND)
    journey.home_stands(CaseStatus.SUSPENDED)
    suspended, the_loss = journey.home_file, journey.loss
    journey.applies_for_restoration()
    journey.is_resolved(Measure.RESTORE)
    journey.is_approved(Measure.RESTORE)
    journey.home_stands(CaseStatus.REPORT_OVERDUE)
    return LostAndBack(journey, at_risk, searched, confirmed, suspended, the_loss, journey.home_file, journey.loss)


REHEARSED = (lost_and_back,)


@pytest.mark.duty("D-38")
def test_six_months_of_silence_ask_for_a_search_and_nothing_else(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(lost_and_back)
    assert (played.at_risk.case.status, played.at_risk.case.duty_holder) == (CaseStatus.CONTACT_AT_RISK, HOME.branch)
    assert played.searched.confirm_on == months_after(played.searched.last_proof_on, 6) + DAY
    assert played.searched.missing == []


@pytest.mark.duty("D-38")
def test_the_branch_confirms_and_the_duty_stays_with_it(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(lost_and_back)
    assert (played.confirmed.case.status, played.confirmed.case.duty_holder) == (CaseStatus.LOST, HOME.branch)
    assert [event.act for event in played.confirmed.events].count("confirm_lost") == 1


def test_meeting_committee_and_filing_suspend_him_and_two_years_begin(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(lost_and_back)
    (step,) = played.the_loss.measures
    assert (step.measure, step.passed, step.approved) == (Measure.SUSPEND, True, True)
    assert step.filed_on is not None
    assert played.the_loss.suspended_on is not None
    assert played.the_loss.lapse_on == months_after(played.the_loss.suspended_on, 24) + DAY
    assert played.suspended.case.duty_holder == HOME.branch


def test_on_his_application_he_is_restored_and_contact_is_owed_again(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(lost_and_back)
    assert (played.restored.case.status, played.restored.case.duty_holder) == (CaseStatus.REPORT_OVERDUE, HOME.branch)
    assert played.end.status is LostStatus.RESTORED
