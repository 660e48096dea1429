"""Dues that are not entered (`dues.alert`), and what a payment or participation proves (C-15)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.outflow import contract as home
from services.outflow.certificate_life import contract as c
from services.outflow.certificate_life.domain import alert_day, is_proof, paid_to
from services.outflow.operations.ending import resume_case, suspend_case
from services.outflow.tables import CaseRow
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from tests.factories.people import holder
from tests.services.outflow.certificate_acts import Booklet, acting, entry, managed_booklet
from tests.services.outflow.home_side import CONTACT, OTHER_BRANCH, SECRETARY, HomeSide, refused
from tests.services.outflow.leaving_acts import comes_back
from workflows.certificate_life.duties import openings, owed

K, L = TaskKind, c.ArrearsLevel
NEIGHBOUR = holder(Role.BRANCH_SECRETARY, OTHER_BRANCH, name="孙强")
WARNED, CONSIDERED = date(2027, 1, 1), date(2027, 4, 1)


@pytest.fixture
def booklet(home_side: HomeSide) -> Booklet:
    return managed_booklet(home_side)


def begins(booklet: Booklet, day: date, step: str) -> Booklet:
    later = booklet.on(day)
    for _ in range(2):
        later.case.side.worker.begin_step("certificate-life", later.case.case_id, step, later.case.side.now)
    return later


def reminds(booklet: Booklet) -> home.Case:
    body = c.RemindOfDues(reminded_on=booklet.today, text="已电话提醒。")
    return booklet.case.side.at(CONTACT).remind_of_dues(booklet.case.case_id, body)


def considers(booklet: Booklet) -> home.Case:
    body = c.ConsiderArrears(considered_on=booklet.today, good_reason=True, text="因伤住院，同意缓交。")
    return booklet.case.side.at(SECRETARY).consider_arrears(booklet.case.case_id, body)


def kinds(booklet: Booklet) -> set[TaskKind]:
    return {duty.kind for duty in owed(booklet.state())} & {K.REMIND_OF_DUES, K.CONSIDER_ARREARS}


def test_whole_months_without_an_entry_count() -> None:
    assert paid_to([], date(2026, 9, 8)) == "2026-09"
    assert paid_to(["2026-08", "2026-11"], date(2026, 9, 8)) == "2026-11"
    assert alert_day("2026-09", 3) == WARNED
    assert alert_day("2026-09", 6) == CONSIDERED


def test_what_shows_that_he_took_part_or_paid() -> None:
    assert is_proof("DUES", "ENTERED", None)
    assert is_proof("ACTIVITY_DAY", "UNCONFIRMED", None)
    assert not is_proof("ROLE", "CONFIRMED", None)
    assert not is_proof("DUES", "OBJECTED", None)
    assert not is_proof("DUES", "ENTERED", "another entry")


@pytest.mark.duty("D-54")
def test_three_months_without_dues_warn_the_branch_and_six_ask_it(booklet: Booklet) -> None:
    opens = openings(booklet.state())
    assert (opens["dues/2026-09.WARN"], opens["dues/2026-09.CONSIDER"]) == (WARNED, CONSIDERED)
    assert kinds(begins(booklet, WARNED - timedelta(days=1), "dues/2026-09.WARN")) == set()
    january = begins(booklet, WARNED, "dues/2026-09.WARN")
    assert kinds(january) == {K.REMIND_OF_DUES}
    january.case.opens(K.REMIND_OF_DUES, "2026-09.WARN")
    reminds(january)
    assert january.case.tasks()[K.REMIND_OF_DUES] == "DONE"
    assert kinds(january) == set()
    april = begins(january, CONSIDERED, "dues/2026-09.CONSIDER")
    assert kinds(april) == {K.CONSIDER_ARREARS}
    refused(lambda: reminds(april), 409, "step_already_taken")
    considers(april)
    assert kinds(april) == set()
    latest, _ = april.file.arrears
    assert (latest.level, latest.good_reason, latest.text) == (L.CONSIDER, True, "因伤住院，同意缓交。")
    assert not any(step.startswith("dues/") for step in openings(april.state()))


def test_dues_that_are_entered_make_up_for_it_whoever_enters_them(booklet: Booklet) -> None:
    january = begins(booklet, WARNED, "dues/2026-09.WARN")
    january.case.opens(K.REMIND_OF_DUES, "2026-09.WARN")
    january.hears_of(entry(1, kind="DUES", month="2026-12", amount=Decimal("20.00")))
    assert january.case.tasks()[K.REMIND_OF_DUES] == "DONE"
    assert kinds(january) == set()
    assert openings(january.state())["dues/2026-12.WARN"] == date(2027, 4, 1)
    april = begins(january, date(2027, 4, 1), "dues/2026-12.WARN")
    assert kinds(april) == {K.REMIND_OF_DUES}
    april.pays_at_home("2027-03")
    assert kinds(april) == set()


def test_a_little_of_what_is_owed_does_not_settle_it(booklet: Booklet) -> None:
    april = begins(booklet, CONSIDERED, "dues/2026-09.CONSIDER")
    april.pays_at_home("2026-10")
    assert kinds(april) == set()
    warned = begins(april, CONSIDERED, "dues/2026-10.WARN")
    assert kinds(warned) == {K.REMIND_OF_DUES}
    warned.pays_at_home("2026-11")
    assert kinds(warned) == {K.REMIND_OF_DUES}


def test_nothing_is_settled_that_was_not_asked_for(booklet: Booklet) -> None:
    refused(lambda: reminds(booklet), 409, "nothing_in_arrears")
    refused(lambda: considers(booklet), 409, "nothing_in_arrears")
    body = c.RemindOfDues(reminded_on=booklet.today, text="已电话提醒。")
    other = booklet.case.side.at(NEIGHBOUR)
    refused(lambda: other.remind_of_dues(booklet.case.case_id, body), 404, "not_found")


def test_alert_and_check_rest_with_the_case_and_are_asked_anew(home_side: HomeSide, booklet: Booklet) -> None:
    january = begins(begins(booklet, date(2026, 11, 1), "check/2026"), WARNED, "dues/2026-09.WARN")
    january.case.opens(K.CHECK_CERTIFICATE, "2026")
    january.case.opens(K.REMIND_OF_DUES, "2026-09.WARN")
    with acting(january.case.side) as act:
        suspend_case(act, act.session.get_one(CaseRow, january.case.case_id), WARNED)
    assert owed(january.state()) == []
    march = january.on(date(2027, 3, 1))
    with acting(march.case.side) as act:
        resume_case(act, act.session.get_one(CaseRow, march.case.case_id), march.today)
    again = {duty.kind: duty.since for duty in owed(march.state())}
    assert again == dict.fromkeys((K.CHECK_CERTIFICATE, K.REMIND_OF_DUES, K.REPLACE_CERTIFICATE), march.today)
    tasks = march.case.tasks()
    assert (tasks[K.CHECK_CERTIFICATE], tasks[K.REMIND_OF_DUES]) == ("OPEN", "OPEN")


def test_a_return_takes_the_check_back(booklet: Booklet) -> None:
    november = begins(booklet, date(2026, 11, 1), "check/2026")
    november.case.opens(K.CHECK_CERTIFICATE, "2026")
    comes_back(november.case)
    assert november.case.tasks()[K.CHECK_CERTIFICATE] == "CANCELLED"
    assert owed(november.state()) == []
