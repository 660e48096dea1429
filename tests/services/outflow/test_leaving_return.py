"""5.1 at home: return, announced, early or without a word; the inspection (D-40); transfer of the affiliation."""

from datetime import date, timedelta

import pytest

from services.outflow import contract as c
from services.outflow.leaving import contract as leaving
from shared.letters.bodies_leaving import (
    CaseClosed,
    MemberReturning,
    TransferAccepted,
    TransferRejected,
    TransferSent,
)
from shared.policy.task_kinds import TaskKind
from shared.terms import Quarter
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    CONTACT,
    OFFICER,
    SECRETARY,
    TODAY,
    HomeSide,
    refused,
)
from tests.services.outflow.leaving_acts import (
    active_case,
    closing_note,
    comes_back,
    has_come_back,
    is_inspected,
    is_sent_over,
    leaving_of,
    moves_on,
)

S, K = c.CaseStatus, TaskKind


@pytest.mark.duty("D-40")
def test_a_return_is_inspected_after_the_member_and_the_host_have_been_heard(home_side: HomeSide) -> None:
    case = active_case(home_side)
    back = comes_back(case)
    assert (back.status, back.duty_holder) == (S.RETURNING, BRANCH)
    assert isinstance(case.letters_out()[-1], MemberReturning)
    case.opens(K.REPORT_RETURN)
    has_come_back(case)
    case.opens(K.INSPECT_RETURN)
    case.hears(closing_note(case.today))
    closed = is_inspected(case)
    assert closed.status is S.CLOSED_RETURNED
    assert case.letters_out()[-1] == CaseClosed(reason="RETURNED", closed_on=case.today)
    tasks = case.tasks()
    assert (tasks[K.REPORT_RETURN], tasks[K.INSPECT_RETURN]) == ("DONE", "DONE")
    assert case.read().next_act == "党员已返回，个案已办结"


@pytest.mark.duty("D-40")
def test_the_inspection_says_what_the_host_said_or_why_it_was_not_waited_for(home_side: HomeSide) -> None:
    case = active_case(home_side)
    comes_back(case)
    has_come_back(case)
    refused(lambda: is_inspected(case), 422, "host_not_asked")
    refused(lambda: is_inspected(case, host_account="电话了解", certificate_seen=False), 422, "certificate_not_seen")
    assert is_inspected(case, host_account="电话了解：表现良好。").status is S.CLOSED_RETURNED
    assert leaving_of(case).host_account == "电话了解：表现良好。"


def test_nobody_is_inspected_before_he_has_reported(home_side: HomeSide) -> None:
    case = active_case(home_side)
    comes_back(case)
    refused(lambda: is_inspected(case, host_account="已问"), 409, "not_reported_back")
    has_come_back(case)
    refused(lambda: has_come_back(case), 409, "step_already_taken")
    refused(lambda: is_inspected(case, actor=CONTACT), 403, "not_your_post")


def test_an_early_return_ends_the_terms_of_the_quarter(home_side: HomeSide) -> None:
    """5.1: RETURNING at any time; open timers of W-04 end, the contact workflow with them."""
    case = active_case(home_side)
    quarter = Quarter.of(case.today)
    later = case.on(quarter.next().first)
    later.opens_contact(str(quarter.next()))
    assert case.told("QuarterlyContact")[-1]["owed"] is True
    comes_back(later, "EARLY")
    assert case.told("QuarterlyContact")[-1]["owed"] is False
    refused(later.contacts, 409, "step_already_taken")


@pytest.mark.parametrize("status", [S.DEPARTED, S.REPORTED])
def test_a_return_is_possible_before_any_host_has_accepted(home_side: HomeSide, status: c.CaseStatus) -> None:
    case = home_side.declares().departs()
    case.opens(K.REPORT_AT_HOST)
    if status is S.REPORTED:
        case.reports()
    comes_back(case, "EARLY")
    assert case.read().status is S.RETURNING
    assert case.tasks()[K.REPORT_AT_HOST] != "OPEN"


def test_one_who_came_back_without_a_word_is_asked_for_his_certificate(home_side: HomeSide) -> None:
    case = active_case(home_side)
    refused(lambda: comes_back(case, "UNREPORTED", returns_on=TODAY + timedelta(days=1)), 422, "back_in_the_future")
    back = comes_back(case, "UNREPORTED")
    assert (back.status, back.duty_holder) == (S.RETURNING, BRANCH)
    case.opens(K.REPORT_RETURN)
    has_come_back(case, certificate_brought=False)
    closed = is_inspected(case, host_account="已问", certificate_seen=False, remarks="活动证遗失，已报告。")
    assert closed.status is S.CLOSED_RETURNED


def test_a_return_from_between_two_hosts_tells_both(home_side: HomeSide) -> None:
    case = active_case(home_side)
    moves_on(case)
    comes_back(case)
    told = [type(letter) for letter in case.letters_out()]
    assert told[-2:] == [MemberReturning, MemberReturning]
    has_come_back(case)
    is_inspected(case, host_account="已问")
    assert [type(letter) for letter in case.letters_out()].count(CaseClosed) == 2


def test_returning_loses_to_relocating_and_says_who_was_first(home_side: HomeSide) -> None:
    case = active_case(home_side)
    comes_back(case)
    problem = refused(lambda: moves_on(case), 409, "step_already_taken").problem
    assert problem.details["act"] == "announce_return"


def test_nobody_returns_before_he_left(home_side: HomeSide) -> None:
    case = active_case(home_side)
    refused(lambda: comes_back(case, returns_on=TODAY - timedelta(days=1)), 422, "before_departure")
    comes_back(case)
    refused(lambda: has_come_back(case, reported_on=date(2026, 1, 1)), 422, "before_departure")


def test_sending_the_transfer_changes_nothing_but_who_answers_for_him(home_side: HomeSide) -> None:
    """5.1: CLOSED_TRANSFERRED after the acceptance of the transfer, not the sending; home until accepted."""
    case = active_case(home_side)
    sent = is_sent_over(case)
    assert (sent.status, sent.duty_holder) == (S.ACTIVE, BRANCH)
    assert isinstance(case.letters_out()[-1], TransferSent)
    case.opens(K.CONFIRM_TRANSFER)
    refused(lambda: is_sent_over(case), 409, "step_already_taken")
    case.hears(TransferAccepted(accepted_on=case.today, letter_number="组介〔2026〕118号"))
    closed = case.read()
    assert closed.status is S.CLOSED_TRANSFERRED
    assert case.tasks()[K.CONFIRM_TRANSFER] == "DONE"
    assert case.told("QuarterlyContact")[-1]["owed"] is False


def test_a_transfer_that_comes_back_leaves_the_case_as_it_was(home_side: HomeSide) -> None:
    case = active_case(home_side)
    before = case.read().duty_holder
    is_sent_over(case)
    case.hears(TransferRejected(rejected_on=case.today, text="抬头有误。"))
    after = case.read()
    assert (after.status, after.duty_holder) == (S.ACTIVE, before)
    assert is_sent_over(case).duty_holder == BRANCH


def test_acceptance_on_paper_closes_as_well(home_side: HomeSide) -> None:
    case = active_case(home_side)
    body = leaving.RecordTransferAccepted(accepted_on=case.today, text="某街道党委回执第3联")
    clerk = home_side.at(CLERK)
    refused(lambda: clerk.record_transfer_accepted(case.case_id, body), 409, "no_transfer_on_its_way")
    is_sent_over(case)
    early = body.model_copy(update={"accepted_on": TODAY - timedelta(days=3)})
    refused(lambda: clerk.record_transfer_accepted(case.case_id, early), 422, "accepted_before_sent")
    refused(lambda: home_side.at(OFFICER).record_transfer_accepted(case.case_id, body), 403, "not_your_post")
    assert home_side.at(CLERK).record_transfer_accepted(case.case_id, body).status is S.CLOSED_TRANSFERRED


def test_an_answer_to_a_transfer_that_nobody_sent_changes_nothing(home_side: HomeSide) -> None:
    case = active_case(home_side)
    case.hears(TransferAccepted(accepted_on=case.today, letter_number=""))
    assert case.read(SECRETARY).status is S.ACTIVE
    assert case.file().events[-1].details["ignored"] is True
