"""W-02 after the issue, at home: loss, void at once, replacement, damage, the end of use."""

from datetime import date, timedelta

import pytest

from services.outflow import contract as home
from services.outflow.certificate_life import contract as c
from services.outflow.tables import CertificateRow
from shared.letters.bodies_certificate import BookletTakenUp, CertificateLost, CertificateReplaced, CertificateVoided
from shared.letters.contract import Enrolled
from shared.policy.spreading import spread_opening
from shared.policy.task_kinds import TaskKind
from tests.factories.spreading import SPREAD_DAYS
from tests.services.outflow.certificate_acts import Booklet, entry, managed_booklet
from tests.services.outflow.home_side import CLERK, CONTACT, DEPARTMENT, HOST_BRANCH, TODAY, HomeSide, refused
from workflows.certificate_life.duties import owed

NEW = "321003-2026-900001"


@pytest.fixture
def booklet(home_side: HomeSide) -> Booklet:
    return managed_booklet(home_side)


def kinds(booklet: Booklet) -> set[tuple[str, str]]:
    return {(duty.kind, duty.holder) for duty in owed(booklet.state())}


@pytest.mark.duty("D-36")
def test_a_booklet_in_use_owes_nothing_until_its_yearly_check(booklet: Booklet) -> None:
    assert booklet.status == "IN_USE"
    assert kinds(booklet) == set()
    november = date(2026, 11, 1)
    assert booklet.state().next_check_on == spread_opening(november, november, booklet.case.case_id, SPREAD_DAYS)


def test_a_loss_is_reported_checked_void_at_once_and_told_to_the_host(booklet: Booklet) -> None:
    booklet.is_lost(CONTACT)
    assert booklet.status == "LOST"
    assert kinds(booklet) == {(TaskKind.CHECK_LOSS, "32100300101")}
    booklet.is_checked_for_loss()
    assert booklet.status == "VOID"
    assert booklet.file.without_booklet_since == TODAY
    letter = booklet.case.letters_out()[-1]
    assert isinstance(letter, CertificateVoided)
    assert (letter.number, letter.lost) == (booklet.case.certificate_number, True)
    [voided] = booklet.state().voided
    assert voided.reason is c.VoidReason.LOST


def test_the_host_holds_the_duty_while_the_booklet_is_lost(booklet: Booklet) -> None:
    booklet.is_lost()
    booklet.is_checked_for_loss()
    assert booklet.case.read().duty_holder == HOST_BRANCH
    assert booklet.case.read().status == home.CaseStatus.ACTIVE


def test_a_booklet_that_was_found_goes_on_as_before(booklet: Booklet) -> None:
    booklet.is_lost()
    booklet.is_checked_for_loss(lost=False)
    assert booklet.status == "IN_USE"
    assert booklet.file.losses[0].status is c.LossStatus.FOUND
    assert booklet.state().voided == ()


def test_the_second_report_of_a_loss_is_told_who_was_first(booklet: Booklet) -> None:
    booklet.is_lost()
    assert "周超" in str(refused(lambda: booklet.is_lost(CONTACT), 409, "step_already_taken"))
    booklet.is_checked_for_loss()
    refused(booklet.is_lost, 409, "certificate_already_void")
    assert "周超" in str(refused(booklet.is_checked_for_loss, 409, "step_already_taken"))


def test_a_loss_told_after_ten_days_is_marked_late(booklet: Booklet) -> None:
    later = booklet.on(TODAY + timedelta(days=11))
    later.is_lost(lost_on=TODAY)
    assert later.file.losses[0].late
    assert not booklet.file.losses[0].late or later.file.losses[0].reported_on > TODAY


def test_a_loss_reported_at_the_host_comes_by_letter(booklet: Booklet) -> None:
    number = booklet.case.certificate_number
    booklet.case.hears(CertificateLost(number=number, lost_on=TODAY, reported_on=TODAY, text="在工地遗失。"))
    assert booklet.status == "LOST"
    assert booklet.file.losses[0].told_by == "host"
    again = CertificateLost(number=number, lost_on=TODAY, reported_on=TODAY, text="再报一次。")
    booklet.case.hears(again)
    assert len(booklet.file.losses) == 1


def test_a_replacement_is_requested_numbered_sealed_and_issued_within_the_term(booklet: Booklet) -> None:
    booklet.is_lost()
    booklet.is_checked_for_loss()
    assert kinds(booklet) == {(TaskKind.REPLACE_CERTIFICATE, "32100300101")}
    booklet.is_asked_again()
    assert (TaskKind.NUMBER_REPLACEMENT, DEPARTMENT) in kinds(booklet)
    booklet.is_numbered_again(NEW)
    assert (TaskKind.SEAL_REPLACEMENT, "321003001") in kinds(booklet)
    refused(booklet.is_issued_again, 409, "step_already_taken")
    booklet.is_sealed_again()
    refused(lambda: booklet.is_issued_again(signed=False), 422, "member_has_not_signed")
    booklet.is_issued_again()
    assert kinds(booklet) == set()
    old, new = booklet.file.booklets
    assert (old.status, new.status, new.replaces) == ("VOID", "ISSUED", old.certificate_id)
    assert booklet.file.without_booklet_since is None


def test_the_host_learns_the_new_number_and_which_entries_to_rebuild(booklet: Booklet) -> None:
    first, second, third = entry(1, status="CONFIRMED"), entry(2), entry(3)
    booklet.hears_of(first, second, third)
    booklet.is_lost()
    booklet.is_checked_for_loss()
    booklet.is_replaced(NEW)
    letter = booklet.case.letters_out()[-1]
    assert isinstance(letter, CertificateReplaced)
    assert letter.number == NEW
    assert letter.missing == (second.entry_id, third.entry_id)
    booklet.case.hears(BookletTakenUp(number=NEW, taken_up_on=TODAY, rewritten=2))
    assert booklet.status == "IN_USE"


def test_a_damaged_booklet_is_continued_by_a_new_one(booklet: Booklet) -> None:
    refused(booklet.is_asked_again, 409, "nothing_to_replace")
    booklet.is_replaced(NEW, "DAMAGED")
    old, new = booklet.file.booklets
    assert (old.status, old.void_reason, new.continues) == ("REPLACED", "REPLACED", old.certificate_id)
    assert len([row for row in booklet.case.side.rows(CertificateRow) if row.status not in ("VOID", "REPLACED")]) == 1


def test_the_booklet_can_be_lost_and_replaced_a_second_time(booklet: Booklet) -> None:
    for number in (NEW, "321003-2026-900002"):
        booklet.is_lost()
        booklet.is_checked_for_loss()
        booklet.is_replaced(number)
    assert [one.status for one in booklet.file.booklets] == ["VOID", "VOID", "ISSUED"]
    assert len(booklet.state().voided) == 2


def test_an_enrolment_does_not_make_a_void_booklet_good_again(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    case.reports()
    booklet = Booklet(case)
    booklet.is_lost()
    booklet.is_checked_for_loss()
    case.hears(
        Enrolled(host_branch=HOST_BRANCH, host_branch_name="第一党支部", contact="侯洋", phone="", enrolled_on=TODAY)
    )
    assert booklet.status == "VOID"
    assert booklet.file.without_booklet_since == TODAY


def test_the_next_host_learns_that_the_number_in_its_notice_is_void(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    booklet = Booklet(case)
    booklet.is_lost()
    booklet.is_checked_for_loss()
    case.names_host()
    voided = [letter for letter in case.letters_out() if isinstance(letter, CertificateVoided)]
    assert len(voided) == 2
    assert isinstance(case.letters_out()[-1], CertificateVoided)


def test_a_wrongly_issued_booklet_is_void_and_a_right_one_owed(booklet: Booklet) -> None:
    body = c.VoidCertificate(text="姓名填写有误。")
    booklet.case.side.at(CLERK).void_certificate(booklet.case.case_id, body)
    assert kinds(booklet) == {(TaskKind.REPLACE_CERTIFICATE, "32100300101")}
    refused(booklet.is_asked_again, 409, "nothing_to_replace")
    booklet.is_replaced(NEW, "WRONG_ISSUE")
    assert booklet.file.booklets[-1].status == "ISSUED"


def test_a_cancelled_departure_leaves_no_good_number(home_side: HomeSide) -> None:
    case = home_side.declares()
    for step in (case.is_briefed, case.requests, case.is_numbered, case.is_cancelled):
        step()
    told = case.told("CertificateLife")[-1]
    assert told["over"]
    assert [one["reason"] for one in told["voided"]] == ["CANCELLED"]


def test_a_case_without_booklet_says_nothing_of_one(home_side: HomeSide) -> None:
    case = home_side.declares()
    assert home_side.at(CONTACT).read_dossier(case.case_id).certificate is None
    body = c.ReportLoss(lost_on=TODAY, text="遗失。")
    refused(lambda: home_side.at(CONTACT).report_loss(case.case_id, body), 409, "not_at_this_step")


def test_the_issue_register_lists_what_was_issued(booklet: Booklet) -> None:
    register = booklet.case.side.at(CLERK).list_issue_register()
    line = next(one for one in register.items if one.case_id == booklet.case.case_id)
    assert (line.number, line.issued_on) == (booklet.case.certificate_number, TODAY)
    assert (line.member_name, line.reason) == ("汪海", "work")
