"""5.1 at home: death, the end of membership, suspension, a penalty, an exemption."""

from datetime import date

import pytest

from services.outflow import contract as c
from services.outflow.leaving import contract as leaving
from shared.letters.bodies_leaving import CaseClosed, CaseSuspended
from shared.policy.task_kinds import TaskKind
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    CONTACT,
    HOST_BRANCH,
    SECRETARY,
    HomeSide,
    refused,
)
from tests.services.outflow.leaving_acts import (
    active_case,
    comes_back,
    ends,
    enrolled,
    is_restored,
    is_suspended,
    leaving_of,
    moves_on,
)

S, K = c.CaseStatus, TaskKind


@pytest.mark.parametrize("reason", list(c.EndReason))
def test_every_end_of_membership_closes_the_case_and_tells_the_host(home_side: HomeSide, reason: c.EndReason) -> None:
    case = active_case(home_side)
    ended = ends(case, reason)
    assert (ended.status, ended.duty_holder) == (S.CLOSED_ENDED, BRANCH)
    assert CaseClosed(reason=reason, closed_on=case.today) in case.letters_out()
    assert leaving_of(case).ended_reason == reason


def test_all_timers_stop_at_once_with_the_death(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.opens(K.REPORT_AT_HOST)
    case.opens_contact("2026Q3")
    case.opens(K.CONTACT_MEMBER, "2026Q3")
    ends(case)
    assert set(case.tasks().values()) <= {"CANCELLED", "DONE"}
    assert case.told()[-1]["status"] == "CLOSED_ENDED"
    assert case.told("QuarterlyContact")[-1]["owed"] is False
    refused(lambda: case.opens(K.REPORT_AT_HOST), 409, "duty_no_longer_owed")


def test_the_history_stays_after_the_end(home_side: HomeSide) -> None:
    case = active_case(home_side)
    ends(case)
    file = case.file()
    assert [event.act for event in file.events][-1] == "end_case"
    assert file.events[-1].note == "有关材料已收存。"
    assert file.case.member.name == "汪海"


def test_an_end_between_two_hosts_tells_both(home_side: HomeSide) -> None:
    case = active_case(home_side)
    moves_on(case)
    ends(case, "EXPELLED", CLERK)
    assert [type(letter) for letter in case.letters_out()].count(CaseClosed) == 2


def test_an_end_before_departure_writes_to_nobody(home_side: HomeSide) -> None:
    case = home_side.declares()
    assert ends(case).status is S.CLOSED_ENDED
    assert case.letters_out() == []


def test_a_closed_case_takes_no_second_end_and_says_who_closed_it(home_side: HomeSide) -> None:
    case = active_case(home_side)
    ends(case)
    problem = refused(lambda: ends(case, "REMOVED"), 409, "step_already_taken").problem
    assert (problem.details["act"], problem.details["by"]) == ("end_case", "周超")


def test_a_contact_person_does_not_end_a_case(home_side: HomeSide) -> None:
    case = active_case(home_side)
    refused(lambda: ends(case, actor=CONTACT), 403, "not_your_post")


def test_suspension_lets_the_contact_rest_and_restoration_begins_it_again(home_side: HomeSide) -> None:
    """5.1: W-04…W-06 paused while SUSPENDED."""
    case = active_case(home_side)
    case.opens_contact("2026Q3")
    case.opens(K.CONTACT_MEMBER, "2026Q3")
    suspended = is_suspended(case)
    assert (suspended.status, suspended.duty_holder) == (S.SUSPENDED, BRANCH)
    assert case.tasks()[K.CONTACT_MEMBER] == "CANCELLED"
    assert case.told("QuarterlyContact")[-1]["owed"] is False
    refused(case.contacts, 409, "step_already_taken")

    restored = is_restored(case)
    assert (restored.status, restored.duty_holder) == (S.ACTIVE, HOST_BRANCH)
    assert case.tasks()[K.CONTACT_MEMBER] == "OPEN"
    assert case.told("QuarterlyContact")[-1]["owed"] is True
    words = [letter for letter in case.letters_out() if isinstance(letter, CaseSuspended)]
    assert [letter.suspended for letter in words] == [True, False]


def test_periods_that_passed_in_suspension_owe_nothing(home_side: HomeSide) -> None:
    case = active_case(home_side)
    case.opens_contact("2026Q3")
    case.opens(K.CONTACT_MEMBER, "2026Q3")
    is_suspended(case)
    later = case.on(date(2027, 7, 5))
    is_restored(later)
    contact = case.told("QuarterlyContact")[-1]
    assert contact["owed_from"] == "2027-07-01"
    assert contact["last_proof_on"] == "2027-07-05"
    assert case.tasks()[K.CONTACT_MEMBER] == "CANCELLED"


def test_only_a_suspended_membership_is_restored(home_side: HomeSide) -> None:
    case = active_case(home_side)
    refused(lambda: is_restored(case), 409, "step_already_taken")
    is_suspended(case)
    refused(lambda: is_suspended(case), 409, "step_already_taken")
    assert ends(case, "REMOVED", CLERK).status is S.CLOSED_ENDED


def test_a_host_that_enrols_during_a_suspension_is_noted_only(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    is_suspended(case)
    case.hears(enrolled(case.today))
    assert case.read().status is S.SUSPENDED


def test_a_penalty_short_of_expulsion_is_kept_and_the_case_goes_on(home_side: HomeSide) -> None:
    case = active_case(home_side)
    body = leaving.RecordPenalty(
        penalty=leaving.Penalty.PROBATION, decided_on=case.today, until=date(2027, 9, 1), text="区纪委决定〔2026〕7号"
    )
    after = home_side.at(CLERK).record_penalty(case.case_id, body)
    assert (after.status, after.duty_holder) == (S.ACTIVE, HOST_BRANCH)
    event = case.file().events[-1]
    assert (event.details["penalty"], event.details["until"]) == ("PROBATION", "2027-09-01")


@pytest.mark.duty("D-38")
def test_a_member_under_exemption_is_contacted_all_the_same(home_side: HomeSide) -> None:
    case = active_case(home_side)
    body = leaving.RecordExemption(granted_on=date(2026, 6, 1), resolution="党委批复〔2026〕31号")
    home_side.at(SECRETARY).record_exemption(case.case_id, body)
    assert leaving_of(case).exempt_since == date(2026, 6, 1)
    assert case.told("QuarterlyContact")[-1]["owed"] is True
    refused(lambda: home_side.at(SECRETARY).record_exemption(case.case_id, body), 409, "step_already_taken")


def test_one_suspended_on_his_way_home_goes_on_returning(home_side: HomeSide) -> None:
    case = active_case(home_side)
    comes_back(case)
    assert is_suspended(case).status is S.SUSPENDED
    assert is_restored(case).status is S.RETURNING
