"""W-07: search, six months, the four findings, suspension, two years, restoration, lapse. Nothing is automatic."""

from datetime import date, timedelta

import pytest

from services.outflow import contract as c
from services.outflow.lost_contact.contract import LostStatus, Measure
from services.outflow.lost_contact.tables import SearchRow
from shared.letters.bodies_leaving import CaseClosed, CaseSuspended
from shared.posts import Role
from tests.factories.people import holder
from tests.services.outflow.home_side import BRANCH, HOME_COMMITTEE, SECRETARY, HomeSide, person, refused
from tests.services.outflow.lost_side import AT_RISK, HOW, F, LostCase, M

S, L = c.CaseStatus, LostStatus
TWO_YEARS = date(2029, 3, 5)
"""The day after two years from the suspension on 4 March 2027."""


@pytest.fixture
def lost(home_side: HomeSide) -> LostCase:
    """A full member, six months and a day after his departure."""
    return LostCase(home_side.declares().departs()).on(AT_RISK).is_suspected()


@pytest.fixture
def probationer(home_side: HomeSide) -> LostCase:
    who = person(standing="PROBATIONARY", joined="2026-08-01")
    return LostCase(home_side.declares(who=who).departs()).on(AT_RISK).is_suspected()


def test_a_case_at_risk_is_suspected_to_be_lost_and_the_branch_is_asked_to_search(lost: LostCase) -> None:
    assert (lost.shown.status, lost.shown.since) == (L.SUSPECTED, AT_RISK)
    assert lost.duties() == {("SEARCH_MEMBER", BRANCH)}
    assert lost.case.read().duty_holder == BRANCH


def test_the_first_entry_opens_the_search_and_its_words_are_sealed(lost: LostCase, home_side: HomeSide) -> None:
    lost.searches(text="电话停机，微信不回。")
    assert lost.shown.status is L.SEARCHING
    (search,) = lost.shown.searches
    assert (search.method, search.text, search.recorded_by) == (HOW.PHONE, "电话停机，微信不回。", "周超")
    (row,) = [row for row in home_side.rows(SearchRow) if row.process_id == lost.process_id]
    assert "停机" not in row.sealed_text


def test_the_family_is_asked_only_when_the_member_has_recorded_it(lost: LostCase) -> None:
    refused(lambda: lost.searches(HOW.FAMILY), 422, "no_family_contact_recorded")


def test_a_confirmation_says_everything_that_is_missing(home_side: HomeSide) -> None:
    early = LostCase(home_side.declares().departs()).on(date(2026, 11, 20)).is_suspected()
    early.searches()
    problem = refused(early.confirms, 422, "not_long_or_wide_enough").problem
    assert len(problem.details["missing"]) == 3
    for words in ("2027-03-02", "只有1种", "只有1个"):
        assert words in problem.detail


def test_three_ways_on_one_day_are_not_enough(lost: LostCase) -> None:
    for method in (HOW.PHONE, HOW.MESSAGE, HOW.EMPLOYER):
        lost.searches(method)
    assert lost.shown.missing == ["查找日期只有1个，至少3个不同日期"]
    refused(lost.confirms, 422, "not_long_or_wide_enough")


def test_six_months_and_all_ways_ask_the_branch_to_confirm_and_decide_nothing(lost: LostCase) -> None:
    last = lost.searched_in_vain()
    assert last.shown.missing == []
    assert last.duties() == {("SEARCH_MEMBER", BRANCH), ("CONFIRM_LOST", BRANCH)}
    assert last.case.read().status is S.CONTACT_AT_RISK


def test_the_sixth_month_asks_when_all_ways_were_tried_before(home_side: HomeSide) -> None:
    early = LostCase(home_side.declares().departs()).on(date(2026, 11, 20)).is_suspected()
    last = early.searched_in_vain()
    assert last.duties() == {("SEARCH_MEMBER", BRANCH)}
    due = last.on(AT_RISK)
    due.day_comes(f"confirm/{AT_RISK}")
    assert ("CONFIRM_LOST", BRANCH) in due.duties()


def test_a_lost_full_member_is_suspended_by_meeting_committee_and_filing(lost: LostCase) -> None:
    last = lost.searched_in_vain()
    assert last.confirms().status is S.LOST
    assert last.duties() == {("HOLD_LOST_MEETING", BRANCH)}
    last.meets(M.SUSPEND)
    assert last.duties() == {("DECIDE_LOST_MEASURE", HOME_COMMITTEE)}
    assert last.is_decided(M.SUSPEND).status is S.LOST
    assert last.duties() == {("FILE_LOST_MEASURE", HOME_COMMITTEE)}
    assert last.is_filed(M.SUSPEND).status is S.SUSPENDED
    assert (last.shown.status, last.shown.lapse_on, last.duties()) == (L.SUSPENDED, TWO_YEARS, set())
    assert any(isinstance(body, CaseSuspended) and body.suspended for body in last.case.letters_out())


def test_who_prepared_the_resolution_does_not_approve_it(lost: LostCase) -> None:
    last = lost.searched_in_vain()
    last.confirms()
    both = holder(Role.BRANCH_SECRETARY, BRANCH, account="one.person", name="兼职者")
    clerk = holder(Role.COMMITTEE_OFFICER, HOME_COMMITTEE, account="one.person", name="兼职者")
    last.meets(M.SUSPEND, both)
    refused(lambda: last.is_decided(M.SUSPEND, clerk), 403, "preparer_may_not_approve")
    refused(lambda: last.is_decided(M.SUSPEND, SECRETARY), 403, "not_your_post")
    last.is_decided(M.SUSPEND)


def test_a_meeting_without_majority_decides_nothing_and_may_be_held_again(lost: LostCase) -> None:
    last = lost.searched_in_vain()
    last.confirms()
    last.meets(M.SUSPEND, present=10, in_favour=6)
    assert last.duties() == {("HOLD_LOST_MEETING", BRANCH)}
    assert [step.passed for step in last.shown.measures] == [False]
    last.meets(M.SUSPEND, in_favour=7)
    assert last.duties() == {("DECIDE_LOST_MEASURE", HOME_COMMITTEE)}
    refused(lambda: last.meets(M.SUSPEND), 409, "not_at_this_step")


def test_the_committee_may_send_it_back_to_the_meeting(lost: LostCase) -> None:
    last = lost.searched_in_vain()
    last.confirms()
    last.meets(M.SUSPEND)
    last.is_decided(M.SUSPEND, approved=False)
    assert last.duties() == {("HOLD_LOST_MEETING", BRANCH)}
    refused(lambda: last.is_filed(M.SUSPEND), 409, "not_at_this_step")


@pytest.mark.parametrize(("abroad", "measure", "end"), [(False, M.REVOKE, L.REVOKED), (True, M.NOT_KEEP, L.NOT_KEPT)])
def test_a_lost_probationary_member_is_revoked_or_abroad_not_kept(
    probationer: LostCase, abroad: bool, measure: Measure, end: LostStatus
) -> None:
    last = probationer.searched_in_vain()
    last.confirms(settled_abroad=abroad)
    wrong = M.REVOKE if abroad else M.SUSPEND
    refused(lambda: last.meets(wrong), 409, "another_measure_is_due")
    last.meets(measure)
    assert last.is_decided(measure).status is S.CLOSED_ENDED
    assert last.shown.status is end
    assert any(isinstance(body, CaseClosed) for body in last.case.letters_out())


def test_whoever_is_reached_before_a_search_was_begun_was_never_lost(lost: LostCase) -> None:
    lost.case.contacts()
    assert (lost.shown.status, lost.duties()) == (L.CLEARED, set())


def test_found_the_case_goes_on_at_once_and_the_cause_is_asked_for(lost: LostCase) -> None:
    lost.searches()
    later = lost.on(AT_RISK + timedelta(days=9))
    assert later.searches(HOW.EMPLOYER, found=True, text="在新工地找到本人。").status is S.REPORT_OVERDUE
    assert (later.shown.status, later.duties()) == (L.FOUND, {("RECORD_FINDING", BRANCH)})
    assert later.case.tasks().get("SEARCH_MEMBER", "CANCELLED") == "CANCELLED"


def test_f1_an_objective_cause_settles_it(lost: LostCase) -> None:
    lost.searches(found=True)
    lost.finds_out(F.F1)
    assert (lost.shown.status, lost.duties()) == (L.SETTLED, set())


@pytest.mark.parametrize("days", [0, 367])
def test_f2_a_correction_order_lasts_a_year_at_most(lost: LostCase, days: int) -> None:
    lost.searches(found=True)
    refused(lambda: lost.finds_out(F.F2, correct_by=AT_RISK + timedelta(days=days)), 422, "correction_term_too_long")
    refused(lambda: lost.finds_out(F.F2), 422, "correction_term_too_long")


def under_correction(lost: LostCase) -> LostCase:
    lost.searches(found=True)
    end = AT_RISK + timedelta(days=365)
    lost.finds_out(F.F2, correct_by=end)
    assert lost.duties() == {("HOLD_LOST_MEETING", BRANCH)}
    lost.meets(M.CORRECT)
    lost.is_decided(M.CORRECT)
    assert (lost.shown.status, lost.duties()) == (L.CORRECTING, set())
    later = lost.on(end)
    later.day_comes(f"review/{end}")
    assert later.duties() == {("REVIEW_CORRECTION_ORDER", BRANCH)}
    return later


def test_f2_own_neglect_is_corrected_in_time(lost: LostCase) -> None:
    later = under_correction(lost)
    later.reviews(corrected=True)
    assert later.shown.status is L.SETTLED


def test_f2_not_corrected_goes_to_the_removal_procedure(lost: LostCase) -> None:
    later = under_correction(lost)
    later.reviews(corrected=False)
    assert later.shown.measure_due is M.REMOVE
    assert later.case.read().status is S.REPORT_OVERDUE


def test_f3_lost_qualification_is_removed_by_meeting_committee_and_filing(lost: LostCase) -> None:
    lost.searches(found=True)
    lost.finds_out(F.F3)
    lost.meets(M.REMOVE)
    lost.is_decided(M.REMOVE)
    assert lost.is_filed(M.REMOVE).status is S.CLOSED_ENDED
    assert lost.shown.status is L.REMOVED


def test_f4_settled_abroad_is_suspended_without_a_lapse(lost: LostCase) -> None:
    lost.searches(found=True)
    lost.finds_out(F.F4)
    for step in (lost.meets, lost.is_decided, lost.is_filed):
        step(M.SUSPEND)
    assert (lost.shown.status, lost.shown.lapse_on) == (L.SUSPENDED, None)


def test_after_two_years_the_branch_is_asked_and_people_decide_on_the_lapse(lost: LostCase) -> None:
    lost.is_suspended()
    end = lost.on(TWO_YEARS)
    end.day_comes(f"lapse/{TWO_YEARS}")
    assert end.duties() == {("CONSIDER_LAPSE", BRANCH)}
    assert end.case.read().status is S.SUSPENDED
    end.meets(M.LAPSE)
    end.is_decided(M.LAPSE)
    assert end.is_filed(M.LAPSE).status is S.CLOSED_ENDED
    assert end.shown.status is L.LAPSED
    assert refused(end.applies, 409, "step_already_taken").problem.details["act"] == "file_measure"


def test_a_day_that_has_not_come_or_has_passed_over_changes_nothing(lost: LostCase) -> None:
    lost.is_suspended()
    lost.on(TWO_YEARS).day_comes("lapse/2029-03-04")
    assert lost.on(TWO_YEARS).duties() == set()


def test_restored_on_application_within_two_years(lost: LostCase) -> None:
    lost.is_suspended()
    year_later = lost.on(date(2028, 3, 1))
    year_later.applies()
    assert year_later.duties() == {("HOLD_LOST_MEETING", BRANCH)}
    year_later.meets(M.RESTORE)
    assert year_later.is_decided(M.RESTORE).status is S.REPORT_OVERDUE
    assert (year_later.shown.status, year_later.duties()) == (L.RESTORED, set())
    assert any(isinstance(body, CaseSuspended) and not body.suspended for body in year_later.case.letters_out())


def test_an_application_after_two_years_comes_too_late(lost: LostCase) -> None:
    lost.is_suspended()
    end = lost.on(TWO_YEARS)
    refused(end.applies, 422, "too_late_for_restoration")
    end.applies(applied_on=TWO_YEARS - timedelta(days=1))


def test_an_application_that_the_meeting_rejects_is_over(lost: LostCase) -> None:
    lost.is_suspended()
    later = lost.on(date(2028, 3, 1))
    later.applies()
    later.meets(M.RESTORE, in_favour=1)
    assert (later.shown.status, later.shown.applied_on, later.duties()) == (L.SUSPENDED, None, set())


def test_who_is_lost_again_begins_another_loss(lost: LostCase) -> None:
    lost.searches(found=True)
    lost.finds_out(F.F1)
    first = lost.process_id
    again = lost.on(date(2027, 10, 2)).is_suspected()
    assert again.shown.status is L.SUSPECTED
    assert again.process_id != first


def test_found_after_the_loss_was_confirmed_the_resolution_no_longer_holds(lost: LostCase) -> None:
    last = lost.searched_in_vain()
    last.confirms()
    last.meets(M.SUSPEND)
    assert last.searches(found=True).status is S.REPORT_OVERDUE
    assert last.duties() == {("RECORD_FINDING", BRANCH)}
    assert [step.withdrawn for step in last.shown.measures] == [True]
    problem = refused(lambda: last.is_decided(M.SUSPEND), 409, "step_already_taken").problem
    assert (problem.details["act"], problem.details["by"]) == ("log_search", "周超")


def test_an_application_in_time_goes_before_a_lapse_that_was_resolved_already(lost: LostCase) -> None:
    lost.is_suspended()
    end = lost.on(TWO_YEARS)
    end.day_comes(f"lapse/{TWO_YEARS}")
    end.meets(M.LAPSE)
    end.applies(applied_on=TWO_YEARS - timedelta(days=2))
    refused(lambda: end.is_decided(M.LAPSE), 409, "another_measure_is_due")
    end.meets(M.RESTORE)
    assert end.is_decided(M.RESTORE).status is S.REPORT_OVERDUE


def test_the_host_side_sees_the_case_and_not_what_home_wrote_about_the_loss(lost: LostCase) -> None:
    lost.searches()
    host = holder(Role.COMMITTEE_OFFICER, "341181001", name="许主任")
    assert lost.case.side.at(host).read_dossier(lost.case.case_id).lost_contact is None
