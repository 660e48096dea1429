"""5.1 at the host: a member moves on, returns, is transferred, or ceases to be one (W-01, 9.3)."""

from datetime import timedelta

import pytest

from services.inflow import contract as c
from services.inflow.leaving import contract as leaving
from services.inflow.tables import PlacementRow, RosterEntryRow
from shared.letters.bodies_leaving import (
    CaseClosed,
    CaseSuspended,
    ClosingNote,
    MemberReturning,
    MemberStays,
    Relocation,
    ReturnCalledOff,
    TransferAccepted,
    TransferRejected,
    TransferSent,
)
from shared.letters.contract import NoticeWithdrawn
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from tests.factories.people import holder
from tests.services.inflow.host_side import (
    BRANCH,
    CLERK,
    COMMITTEE,
    CONTACT,
    HOME_BRANCH,
    NEIGHBOUR,
    NEIGHBOUR_BRANCH,
    RECEPTION,
    SECRETARY,
    TODAY,
    HostCase,
    HostSide,
    notice,
    refused,
)

S, K = c.PlacementStatus, TaskKind
MOVES = Relocation(moves_on=TODAY, text="工作单位搬到铜城镇。")
RETURNS = MemberReturning(returns_on=TODAY, text="务工结束。")
SENT = TransferSent(sent_on=TODAY, letter_number="组介〔2026〕118号")


def closed(reason: str) -> CaseClosed:
    return CaseClosed(reason=reason, closed_on=TODAY)


def enrolled(host_side: HostSide) -> HostCase:
    return host_side.case().goes_as_far_as(S.ENROLLED)


def releases(case: HostCase, actor: Actor = SECRETARY, **changed: object) -> c.Placement:
    said: dict[str, object] = {
        "released_on": TODAY,
        "conduct": "表现良好。",
        "participation": "应到6次，实到6次。",
        "dues_paid_to": "2026-08",
    }
    body = leaving.ReleaseMember.model_validate(said | changed)
    return case.side.at(actor).release_member(case.case_id, body)


def release_task(case: HostCase) -> str:
    return case.tasks()[(K.RELEASE_MEMBER, f"1.{TODAY}")]


@pytest.mark.duty("D-57")
def test_one_who_moves_on_is_kept_until_the_closing_note_is_written(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(MOVES)
    here = case.read()
    assert (here.status, here.note_owed, here.duty_holder) == (S.ENROLLED, True, BRANCH)
    assert "情况说明" in here.next_act
    case.opens(K.RELEASE_MEMBER, BRANCH, f"1.{TODAY}", Role.BRANCH_SECRETARY)

    gone = releases(case)
    assert (gone.status, gone.released_on, gone.duty_holder) == (S.RELEASED, TODAY, HOME_BRANCH)
    note = case.letters_home()[-1]
    assert isinstance(note, ClosingNote)
    assert (note.host_branch, note.participation, note.dues_paid_to) == (BRANCH, "应到6次，实到6次。", "2026-08")
    assert release_task(case) == "DONE"


def test_the_roster_keeps_the_history_of_one_who_left(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(MOVES)
    releases(case)
    (entry,) = host_side.rows(RosterEntryRow)
    assert (entry.branch, entry.left_on) == (BRANCH, TODAY)


def test_what_the_closing_note_says_is_sealed_and_shown_in_the_dossier(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(MOVES)
    releases(case)
    (row,) = host_side.rows(PlacementRow)
    assert "表现良好" not in row.closing_note
    note = host_side.at(CLERK).read_dossier(case.case_id).closing_note
    assert note is not None
    assert note.conduct == "表现良好。"


def test_nobody_is_released_before_home_has_said_so(host_side: HostSide) -> None:
    case = enrolled(host_side)
    refused(lambda: releases(case), 409, "not_leaving")
    early = host_side.case().goes_as_far_as(S.VERIFIED)
    refused(lambda: releases(early, CLERK), 403, "not_your_post")


def test_who_may_release_and_on_which_day(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(MOVES)
    refused(lambda: releases(case, RECEPTION), 403, "not_your_post")
    refused(lambda: releases(case, released_on=TODAY - timedelta(days=1)), 422, "date_too_early")
    refused(lambda: releases(case, released_on=TODAY + timedelta(days=1)), 422, "date_in_the_future")
    releases(case, CONTACT)
    refused(lambda: releases(case), 409, "step_already_taken")


def test_enrolment_elsewhere_releases_him_and_the_note_is_still_wanted(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(MOVES)
    case.hears(closed("RELOCATED"))
    here = case.read()
    assert (here.status, here.note_owed) == (S.RELEASED, True)
    after = releases(case)
    assert (after.status, after.released_on, after.note_owed) == (S.RELEASED, TODAY, False)
    assert isinstance(case.letters_home()[-1], ClosingNote)


@pytest.mark.parametrize("reason", ["DEATH", "EXPELLED", "RETURNED", "TRANSFERRED", "OTHER_HOST"])
def test_homes_last_word_ends_the_placement_and_asks_for_nothing_more(host_side: HostSide, reason: str) -> None:
    case = enrolled(host_side)
    case.hears(RETURNS)
    case.opens(K.RELEASE_MEMBER, BRANCH, f"1.{TODAY}", Role.BRANCH_SECRETARY)
    case.hears(closed(reason))
    gone = case.read()
    assert (gone.status, gone.note_owed, gone.duty_holder) == (S.RELEASED, False, HOME_BRANCH)
    assert release_task(case) == "CANCELLED"
    (entry,) = host_side.rows(RosterEntryRow)
    assert entry.left_on == TODAY


def test_an_end_before_enrolment_withdraws_him(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.RECEIVED)
    case.opens(K.VERIFY_CERTIFICATE, COMMITTEE)
    case.hears(closed("DEATH"))
    assert case.read().status is S.WITHDRAWN
    assert case.tasks()[(K.VERIFY_CERTIFICATE, "1.1")] == "CANCELLED"


@pytest.mark.duty("D-40")
def test_on_a_return_the_host_is_asked_about_conduct_and_participation(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(RETURNS)
    here = case.read()
    assert (here.status, here.note_owed, here.duty_holder) == (S.ENROLLED, True, HOME_BRANCH)
    assert releases(case).status is S.RELEASED


def test_one_who_turns_back_before_enrolment_is_withdrawn(host_side: HostSide) -> None:
    case = host_side.case().goes_as_far_as(S.PLACED)
    case.hears(RETURNS)
    assert case.read().status is S.WITHDRAWN
    case.hears(RETURNS)
    assert case.file().events[-1].details["ignored"] is True


def test_the_next_host_here_may_enrol_one_who_is_moving_on(host_side: HostSide) -> None:
    """G4: another host has already enrolled the member and the case is not RELOCATING."""
    case = enrolled(host_side)
    second = HostCase(host_side, case.case_id, attempt=2)
    second.hears(notice(reported_on=TODAY), recipient=NEIGHBOUR)
    reception = holder(Role.RECEPTION_OFFICER, NEIGHBOUR, name="钱多")
    clerk = holder(Role.COMMITTEE_OFFICER, NEIGHBOUR, name="孙立")
    secretary = holder(Role.BRANCH_SECRETARY, NEIGHBOUR_BRANCH, name="李响")
    second.verifies(reception)
    second.places(clerk, NEIGHBOUR_BRANCH)
    refused(lambda: second.enrols(secretary), 409, "enrolled_elsewhere")
    case.hears(MOVES)
    assert second.enrols(secretary).status is S.ENROLLED
    assert case.read(CLERK).status is S.ENROLLED
    case.hears(closed("RELOCATED"))
    assert (case.read(CLERK).status, second.read(clerk).status) == (S.RELEASED, S.ENROLLED)


def test_the_affiliation_is_accepted_by_the_committee(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(SENT)
    here = case.read()
    assert (here.transfer_letter, here.duty_holder) == ("组介〔2026〕118号", HOME_BRANCH)
    case.opens(K.ACCEPT_TRANSFER, COMMITTEE, f"1.{TODAY}")
    body = leaving.AcceptTransfer(accepted_on=TODAY)
    refused(lambda: host_side.at(RECEPTION).accept_transfer(case.case_id, body), 403, "not_your_post")
    after = host_side.at(CLERK).accept_transfer(case.case_id, body)
    assert (after.status, after.transfer_since) == (S.RELEASED, None)
    assert isinstance(case.letters_home()[-1], TransferAccepted)
    assert case.tasks()[(K.ACCEPT_TRANSFER, f"1.{TODAY}")] == "DONE"
    refused(lambda: host_side.at(CLERK).accept_transfer(case.case_id, body), 409, "step_already_taken")


def test_a_transfer_may_be_sent_back_and_nothing_changes(host_side: HostSide) -> None:
    case = enrolled(host_side)
    body = leaving.RejectTransfer(rejected_on=TODAY, text="抬头有误。")
    refused(lambda: host_side.at(CLERK).reject_transfer(case.case_id, body), 409, "no_transfer_here")
    case.hears(SENT)
    after = host_side.at(CLERK).reject_transfer(case.case_id, body)
    assert (after.status, after.transfer_since, after.duty_holder) == (S.ENROLLED, None, BRANCH)
    assert isinstance(case.letters_home()[-1], TransferRejected)
    late = refused(lambda: host_side.at(CLERK).reject_transfer(case.case_id, body), 409, "step_already_taken")
    assert late.problem.details["by"] == CLERK.name


def test_a_suspension_is_shown_and_ends_again(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(CaseSuspended(since=TODAY, suspended=True))
    assert case.read().suspended_on == TODAY
    assert "停止党籍" in case.read().next_act
    case.hears(CaseSuspended(since=TODAY, suspended=False))
    assert case.read().suspended_on is None


def test_a_released_placement_hears_no_withdrawal(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(MOVES)
    releases(case)
    case.hears(NoticeWithdrawn(text="撤回。"))
    case.hears(MOVES)
    assert case.read().status is S.RELEASED


def test_arriving_cannot_be_before_he_left_home(host_side: HostSide) -> None:
    case = host_side.case()
    body = c.ReportArrival(reported_on=TODAY - timedelta(days=1))
    refused(lambda: host_side.at(RECEPTION).report_arrival(case.case_id, body), 422, "date_too_early")


def test_a_leaving_letter_of_a_stranger_is_refused(host_side: HostSide) -> None:
    case = enrolled(host_side)
    refused(lambda: case.hears(MOVES, sender="321003002"), 403, "letter_refused")
    refused(lambda: HostCase(host_side).hears(MOVES), 403, "letter_refused")


def stays(case: HostCase, actor: Actor = SECRETARY) -> c.Placement:
    body = leaving.ReportStaying(told_on=TODAY, text="续签合同，继续在我支部参加组织生活。")
    return case.side.at(actor).report_staying(case.case_id, body)


def called_off(*, relocating: bool = False) -> ReturnCalledOff:
    return ReturnCalledOff(relocating=relocating, text="本人暂不返回。")


@pytest.mark.duty("D-40")
def test_a_return_that_is_called_off_leaves_him_where_he_was(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(RETURNS)
    case.opens(K.RELEASE_MEMBER, BRANCH, f"1.{TODAY}", Role.BRANCH_SECRETARY)
    case.hears(called_off())
    here = case.read()
    assert (here.status, here.leaving_why, here.note_owed, here.duty_holder) == (S.ENROLLED, None, False, BRANCH)
    assert release_task(case) == "CANCELLED"
    refused(lambda: releases(case), 409, "not_leaving")


def test_one_who_was_moving_on_is_still_moving_on(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(MOVES)
    case.hears(RETURNS)
    case.hears(called_off(relocating=True))
    assert (case.read().leaving_why, case.read().note_owed) == ("RELOCATION", True)


def test_the_host_tells_home_once_that_he_stays(host_side: HostSide) -> None:
    case = enrolled(host_side)
    refused(lambda: stays(case), 409, "not_going_home")
    case.hears(RETURNS)
    refused(lambda: stays(case, CLERK), 403, "not_your_post")
    told = stays(case)
    assert (told.stay_told_on, told.leaving_why) == (TODAY, "RETURN")
    assert "不再返回" in told.next_act
    assert isinstance(case.letters_home()[-1], MemberStays)
    assert SECRETARY.name in str(refused(lambda: stays(case), 409, "step_already_taken"))
    case.hears(called_off())
    case.hears(RETURNS)
    assert case.read().stay_told_on is None


def test_one_that_has_released_him_hears_nothing_of_it(host_side: HostSide) -> None:
    case = enrolled(host_side)
    case.hears(RETURNS)
    releases(case)
    case.hears(called_off())
    assert case.read().status is S.RELEASED
