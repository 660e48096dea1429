"""条例 Art 31(6): six months without taking part, paying or working, and no good reason. Apart from losing contact."""

from datetime import date
from typing import Any

import pytest

from services.outflow import contract as c
from services.outflow.inactivity import contract as idle
from services.outflow.inactivity.contract import InactivityStatus
from shared.posts import Actor, Role
from tests.factories.people import holder
from tests.services.outflow.home_side import CLERK, HOME_COMMITTEE, SECRETARY, HomeCase, HomeSide, refused

S = InactivityStatus
TODAY, SINCE = date(2027, 3, 10), date(2026, 9, 10)


@pytest.fixture
def case(home_side: HomeSide) -> HomeCase:
    """Away, and in contact."""
    later = home_side.declares().departs().on(TODAY)
    later.contacts()
    return later


def reports(case: HomeCase, actor: Actor = SECRETARY, **changed: Any) -> c.Case:
    said = {"since": SINCE, "no_dues": True, "text": "多次提醒仍未交纳。"} | changed
    return case.side.at(actor).report_inactivity(case.case_id, idle.ReportInactivity(**said))


def considers(case: HomeCase, *, good_reason: bool, actor: Actor = SECRETARY) -> c.Case:
    body = idle.ConsiderInactivity(good_reason=good_reason, heard_on=TODAY, text="听取了本人意见。")
    return case.side.at(actor).consider_inactivity(case.case_id, body)


def decides(case: HomeCase, actor: Actor = CLERK, *, approved: bool = True) -> c.Case:
    body = idle.DecideInactivity(approved=approved, decided_on=TODAY, text="党委会研究。")
    return case.side.at(actor).decide_inactivity(case.case_id, body)


def shown(case: HomeCase) -> idle.Inactivity:
    found = case.side.at(SECRETARY).read_dossier(case.case_id).inactivity
    assert found is not None
    return found


def test_it_needs_six_months_and_one_of_the_three(case: HomeCase) -> None:
    refused(lambda: reports(case, since=date(2026, 9, 11)), 422, "not_six_months")
    refused(lambda: reports(case, no_dues=False), 422, "nothing_named")
    reports(case)
    refused(lambda: reports(case), 409, "inactivity_under_way")


def test_it_is_no_loss_of_contact_and_changes_nothing_by_itself(case: HomeCase) -> None:
    assert reports(case).status is c.CaseStatus.DEPARTED
    assert case.side.at(SECRETARY).read_dossier(case.case_id).lost_contact is None
    assert shown(case).status is S.REPORTED


def test_a_good_reason_ends_it(case: HomeCase) -> None:
    reports(case)
    considers(case, good_reason=True)
    assert shown(case).status is S.GOOD_REASON
    refused(lambda: decides(case), 409, "not_at_this_step")


def test_without_a_reason_the_committee_decides_on_the_lapse(case: HomeCase) -> None:
    reports(case)
    considers(case, good_reason=False)
    assert decides(case).status is c.CaseStatus.CLOSED_ENDED
    assert shown(case).status is S.LAPSED


def test_the_preparer_does_not_decide_and_the_committee_may_send_it_back(case: HomeCase) -> None:
    reports(case)
    both = holder(Role.BRANCH_SECRETARY, "32100300101", account="one.person", name="兼职者")
    considers(case, good_reason=False, actor=both)
    clerk = holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE, account="one.person", name="兼职者")
    refused(lambda: decides(case, clerk), 403, "preparer_may_not_decide")
    assert decides(case, approved=False).status is c.CaseStatus.DEPARTED
    assert shown(case).status is S.RETURNED
