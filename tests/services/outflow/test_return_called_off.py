"""An announced return that does not come about (W-01): by home, by the member, by the host; and what is owed then."""

from datetime import date

import pytest

from services.outflow import contract as c
from services.outflow.leaving import contract as leaving
from shared.letters.bodies_leaving import MemberReturning, MemberStays, ReturnCalledOff
from shared.letters.contract import OutflowNotice, Query
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from tests.factories.people import holder
from tests.services.outflow.home_side import OTHER_BRANCH, SECRETARY, HomeCase, HomeSide, refused
from tests.services.outflow.leaving_acts import (
    active_case,
    closing_note,
    comes_back,
    has_come_back,
    leaving_of,
    moves_on,
)

S, K = c.CaseStatus, TaskKind
NEIGHBOUR = holder(Role.BRANCH_SECRETARY, OTHER_BRANCH, name="孙强")


def is_called_off(case: HomeCase, actor: Actor = SECRETARY, told_by: str = "MEMBER") -> c.Case:
    body = leaving.CallOffReturn.model_validate({"told_by": told_by, "text": "续签合同，暂不返回。"})
    return case.side.at(actor).call_off_return(case.case_id, body)


def staying(case: HomeCase) -> MemberStays:
    return MemberStays(told_on=case.today, text="继续在我支部参加组织生活。")


@pytest.mark.duty("D-40")
def test_the_case_goes_on_with_the_host_that_still_has_him(home_side: HomeSide) -> None:
    case = active_case(home_side)
    later = case.on(date(2026, 10, 9))
    later.opens_contact("2026Q4")
    later.opens(K.CONTACT_MEMBER, "2026Q4")
    comes_back(later)
    later.opens(K.REPORT_RETURN)
    assert later.tasks()[K.CONTACT_MEMBER] == "CANCELLED"
    back = is_called_off(later)
    assert (back.status, back.attempt) == (S.ACTIVE, 1)
    assert isinstance(later.letters_out()[-1], ReturnCalledOff)
    assert (later.tasks()[K.REPORT_RETURN], later.tasks()[K.CONTACT_MEMBER]) == ("CANCELLED", "OPEN")
    assert later.told("QuarterlyContact")[-1]["owed"] is True
    assert leaving_of(later).returns_on is None


def test_a_return_announced_once_more_is_asked_for_once_more(home_side: HomeSide) -> None:
    case = active_case(home_side)
    comes_back(case)
    case.opens(K.REPORT_RETURN)
    is_called_off(case)
    comes_back(case)
    assert case.state().return_occurrence == "1"
    assert case.opens(K.REPORT_RETURN, "1").status == "OPEN"
    refused(lambda: case.opens(K.REPORT_RETURN, ""), 409, "duty_no_longer_owed")
    has_come_back(case)
    assert case.told()[-1]["return_reported_on"] is not None


def test_one_who_has_reported_back_is_back(home_side: HomeSide) -> None:
    case = active_case(home_side)
    refused(lambda: is_called_off(case), 409, "step_already_taken")
    comes_back(case)
    refused(lambda: is_called_off(case, NEIGHBOUR), 404, "not_found")
    has_come_back(case)
    refused(lambda: is_called_off(case), 409, "back_already")
    case.hears(staying(case))
    assert case.read().status is S.RETURNING


def test_the_host_says_that_he_stays(home_side: HomeSide) -> None:
    case = active_case(home_side)
    comes_back(case)
    case.hears(staying(case))
    assert case.read().status is S.ACTIVE
    assert isinstance(case.letters_out()[-1], ReturnCalledOff)
    case.hears(staying(case))
    assert case.read().status is S.ACTIVE


def test_a_host_that_has_released_him_is_asked_anew(home_side: HomeSide) -> None:
    case = active_case(home_side)
    comes_back(case)
    case.hears(closing_note(case.today))
    back = is_called_off(case)
    assert (back.status, back.attempt, back.host_branch) == (S.REPORTED, 2, None)
    notice = case.letters_out()[-1]
    assert isinstance(notice, OutflowNotice)
    assert notice.reported_on is not None


def test_a_closing_note_that_crosses_the_calling_off_means_asking_anew(home_side: HomeSide) -> None:
    case = active_case(home_side)
    comes_back(case)
    is_called_off(case)
    case.hears(closing_note(case.today))
    assert (case.read().status, case.read().attempt) == (S.REPORTED, 2)
    assert isinstance(case.letters_out()[-1], OutflowNotice)


def test_a_host_that_had_not_accepted_him_gets_another_notice(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.opens(K.REPORT_AT_HOST)
    comes_back(case)
    assert case.tasks()[K.REPORT_AT_HOST] == "CANCELLED"
    back = is_called_off(case, told_by="BRANCH")
    assert (back.status, back.attempt) == (S.DEPARTED, 2)
    assert isinstance(case.letters_out()[-1], OutflowNotice)
    assert case.tasks()[K.REPORT_AT_HOST] == "OPEN"


def test_what_a_host_had_asked_is_not_asked_again(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.reports()
    case.hears(Query(question="请说明入党时间。", suspect=False))
    case.opens(K.ANSWER_QUERY)
    comes_back(case)
    is_called_off(case)
    assert case.tasks()[K.ANSWER_QUERY] == "CANCELLED"
    assert case.state().query_since is None


def test_between_two_hosts_both_hear_of_it(home_side: HomeSide) -> None:
    case = active_case(home_side)
    moves_on(case)
    comes_back(case)
    back = is_called_off(case)
    assert (back.status, back.attempt) == (S.RELOCATING, 3)
    told = case.letters_out()
    former = next(letter for letter in told if isinstance(letter, ReturnCalledOff))
    assert former.relocating
    assert isinstance(told[-1], OutflowNotice)
    assert [type(letter) for letter in told].count(MemberReturning) == 2
