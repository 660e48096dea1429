"""5.1 at home: the member moves to a third place; two hosts claim him."""

from datetime import date, timedelta

import pytest

from services.outflow import contract as c
from services.outflow.leaving import contract as leaving
from shared.letters.bodies_leaving import CaseClosed, Relocation
from shared.letters.contract import NoticeWithdrawn, OutflowNotice, Refused
from shared.policy.task_kinds import TaskKind
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    CONTACT,
    FAR_REGION,
    HOME_COMMITTEE,
    HOST_BRANCH,
    HOST_COMMITTEE,
    OTHER_HOST,
    SECRETARY,
    TODAY,
    HomeSide,
    refused,
)
from tests.services.outflow.leaving_acts import (
    OTHER_BRANCH_THERE,
    active_case,
    closing_note,
    enrolled,
    leaving_of,
    moves_on,
)

S, K = c.CaseStatus, TaskKind


@pytest.mark.duty("D-34", "D-152")
def test_the_former_host_holds_the_duty_until_the_new_one_enrols_him(home_side: HomeSide) -> None:
    case = active_case(home_side)
    moved = moves_on(case)
    assert (moved.status, moved.attempt, moved.host_committee) == (S.RELOCATING, 2, OTHER_HOST)
    assert (moved.duty_holder, moved.reported_on, moved.active_on) == (HOST_BRANCH, None, None)
    assert leaving_of(case).former_branch == HOST_BRANCH
    assert [type(letter) for letter in case.letters_out()][-2:] == [Relocation, OutflowNotice]

    case.attempt, case.number = 2, 0
    case.hears(enrolled(case.today, OTHER_BRANCH_THERE), sender=OTHER_HOST)
    there = case.read()
    assert (there.status, there.host_branch) == (S.ACTIVE, OTHER_BRANCH_THERE)
    assert there.duty_holder == OTHER_BRANCH_THERE
    assert case.letters_out()[-1] == CaseClosed(reason="RELOCATED", closed_on=case.today)


def test_the_same_certificate_goes_on_to_the_next_host(home_side: HomeSide) -> None:
    case = active_case(home_side)
    number = case.read().certificate
    moves_on(case)
    notices = [letter for letter in case.letters_out() if isinstance(letter, OutflowNotice)]
    assert number is not None
    assert [notice.certificate_number for notice in notices] == [number.number, number.number]
    assert notices[-1].reported_on is None


def test_once_the_former_host_has_released_him_the_duty_is_homes(home_side: HomeSide) -> None:
    case = active_case(home_side)
    moves_on(case)
    case.hears(closing_note(TODAY))
    moved = case.read()
    assert (moved.status, moved.duty_holder) == (S.RELOCATING, BRANCH)
    assert "应到6次" in (leaving_of(case).host_account or "")
    case.attempt, case.number = 2, 0
    case.hears(enrolled(case.today, OTHER_BRANCH_THERE), sender=OTHER_HOST)
    assert not any(isinstance(letter, CaseClosed) for letter in case.letters_out())


def test_a_closing_note_that_comes_after_the_new_host_has_enrolled_him_is_kept(home_side: HomeSide) -> None:
    case = active_case(home_side)
    moves_on(case)
    case.attempt, case.number = 2, 0
    case.hears(enrolled(case.today, OTHER_BRANCH_THERE), sender=OTHER_HOST)
    case.attempt, case.number = 1, 1
    case.hears(closing_note(TODAY))
    assert case.read().status is S.ACTIVE
    assert "表现良好" in (leaving_of(case).host_account or "")


def test_a_closing_note_of_a_stranger_is_refused(home_side: HomeSide) -> None:
    case = active_case(home_side)
    moves_on(case)
    refused(lambda: case.hears(closing_note(TODAY), sender=OTHER_HOST), 403, "letter_refused")


def test_the_new_host_may_refuse_and_the_case_stays_between_the_hosts(home_side: HomeSide) -> None:
    case = active_case(home_side)
    moves_on(case)
    case.attempt, case.number = 2, 0
    no = Refused(reason="G1", text="证件不符。", listed=True, refused_on=case.today)
    case.hears(no, sender=OTHER_HOST)
    moved = case.read()
    assert (moved.status, moved.refusal_reason, moved.duty_holder) == (S.RELOCATING, "G1", HOST_BRANCH)
    assert case.objects(CLERK).status is S.RELOCATING
    third = case.names_host(host_region=FAR_REGION, host_committee=None, host_name="北京某街道")
    assert (third.status, third.attempt, third.duty_holder) == (S.RELOCATING, 3, HOST_BRANCH)
    assert case.host_answered("ENROLLED").status is S.ACTIVE


def test_his_report_at_the_new_host_is_asked_for_anew(home_side: HomeSide) -> None:
    case = active_case(home_side)
    case.side.at(SECRETARY)
    moves_on(case)
    opened = case.opens(K.REPORT_AT_HOST)
    assert opened.status == "OPEN"
    assert case.reports(CONTACT).status is S.RELOCATING
    assert case.tasks()[K.REPORT_AT_HOST] == "DONE"


def test_arriving_at_the_next_host_cannot_be_before_he_moved(home_side: HomeSide) -> None:
    case = active_case(home_side)
    later = case.on(TODAY + timedelta(days=40))
    moves_on(later)
    refused(lambda: later.reports(reported_on=TODAY), 422, "reported_before_departure")


def test_moving_to_the_home_region_is_a_return(home_side: HomeSide) -> None:
    case = active_case(home_side)
    back = moves_on(case, host_region="321003", host_committee=None)
    assert (back.status, back.duty_holder, back.attempt) == (S.RETURNING, BRANCH, 1)
    again = active_case(home_side)
    assert moves_on(again, host_committee=HOME_COMMITTEE).status is S.RETURNING


@pytest.mark.duty("D-152")
def test_a_move_told_by_the_member_asks_the_branch_to_settle_where_to(home_side: HomeSide) -> None:
    case = active_case(home_side)
    body = leaving.AnnounceMove(moves_on=case.today, text="新住址待告知。")
    assert home_side.at(CONTACT).announce_move(case.case_id, body).status is S.ACTIVE
    case.opens(K.RELOCATE_MEMBER)
    moves_on(case)
    assert case.tasks()[K.RELOCATE_MEMBER] == "CANCELLED"


def test_relocation_needs_a_host_that_has_accepted_him(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    refused(lambda: moves_on(case), 409, "step_already_taken")
    active = active_case(home_side)
    refused(lambda: moves_on(active, host_committee=HOST_COMMITTEE), 409, "same_host")
    refused(lambda: moves_on(active, moves_on=TODAY - timedelta(days=1)), 422, "before_departure")


def test_a_second_relocation_is_told_who_was_first(home_side: HomeSide) -> None:
    case = active_case(home_side)
    moves_on(case)
    problem = refused(lambda: moves_on(case), 409, "step_already_taken").problem
    assert "周超" in problem.detail


def test_after_enrolment_another_host_is_named_only_by_relocating(home_side: HomeSide) -> None:
    case = active_case(home_side)
    later = case.on(date(2027, 4, 1))
    later.has_been_silent()
    assert later.read().status is S.CONTACT_AT_RISK
    refused(later.names_host, 409, "host_has_accepted")
    assert moves_on(later).status is S.RELOCATING


def test_a_member_found_between_two_hosts_goes_on_relocating(home_side: HomeSide) -> None:
    case = active_case(home_side)
    moves_on(case)
    later = case.on(date(2027, 4, 1))
    later.has_been_silent()
    assert later.read().status is S.CONTACT_AT_RISK
    later.contacts()
    assert later.read().status is S.RELOCATING


def test_a_host_off_the_platform_is_released_on_paper(home_side: HomeSide) -> None:
    case = home_side.declares(host_region=FAR_REGION, host_committee=None, host_name="北京某街道").departs()
    case.host_answered("ENROLLED")
    moves_on(case)
    body = leaving.RecordHostRelease(released_on=case.today, text="来电：表现良好。")
    assert home_side.at(CONTACT).record_host_release(case.case_id, body).duty_holder == BRANCH
    on_platform = active_case(home_side)
    moves_on(on_platform)
    refused(lambda: home_side.at(CONTACT).record_host_release(on_platform.case_id, body), 409, "host_writes_itself")


@pytest.mark.parametrize("keep", [True, False])
def test_of_two_hosts_that_claim_him_home_decides_which_is_right(home_side: HomeSide, keep: bool) -> None:
    case = home_side.declares().departs()
    case.reports()
    case.names_host()
    case.hears(enrolled(case.today))
    told = case.read()
    assert (told.status, told.duty_holder) == (S.REPORTED, BRANCH)
    assert [claim.attempt for claim in leaving_of(case).claims] == [1]
    case.opens(K.SETTLE_HOST_CLAIM)

    body = leaving.SettleHostClaim(attempt=1, keep_present=keep, text="经核对现住地。")
    settled = home_side.at(SECRETARY).settle_host_claim(case.case_id, body)
    assert settled.host_committee == (OTHER_HOST if keep else HOST_COMMITTEE)
    assert settled.attempt == (2 if keep else 3)
    assert case.tasks()[K.SETTLE_HOST_CLAIM] == "CANCELLED"
    last = case.letters_out()[-1]
    if keep:
        assert last == CaseClosed(reason="OTHER_HOST", closed_on=case.today)
    else:
        assert isinstance(last, OutflowNotice)
        assert last.reported_on is not None
        assert any(isinstance(letter, NoticeWithdrawn) for letter in case.letters_out())
    refused(lambda: home_side.at(SECRETARY).settle_host_claim(case.case_id, body), 409, "step_already_taken")


def test_a_claim_against_a_host_that_has_enrolled_him_is_settled_by_relocating(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.reports()
    case.names_host()
    case.attempt = 2
    case.hears(enrolled(case.today, OTHER_BRANCH_THERE), sender=OTHER_HOST)
    case.attempt, case.number = 1, 0
    case.hears(enrolled(case.today))
    body = leaving.SettleHostClaim(attempt=1, keep_present=False, text="经核对现住秦栏镇。")
    settled = home_side.at(CLERK).settle_host_claim(case.case_id, body)
    assert (settled.status, settled.host_committee) == (S.RELOCATING, HOST_COMMITTEE)
    assert settled.duty_holder == OTHER_BRANCH_THERE


def test_a_claim_of_one_whom_home_never_asked_changes_nothing(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.names_host()
    case.hears(enrolled(case.today), sender=OTHER_BRANCH_THERE)
    assert leaving_of(case).claims == []
    body = leaving.SettleHostClaim(attempt=1, keep_present=True, text="核对。")
    refused(lambda: home_side.at(SECRETARY).settle_host_claim(case.case_id, body), 404, "not_found")


def test_a_move_recorded_late_lets_him_have_arrived_before_it_was_recorded(home_side: HomeSide) -> None:
    case = active_case(home_side)
    later = case.on(TODAY + timedelta(days=20))
    moves_on(later, moves_on=TODAY + timedelta(days=2))
    assert later.reports(reported_on=TODAY + timedelta(days=5)).reported_on == TODAY + timedelta(days=5)
