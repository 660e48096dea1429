"""W-04 over quarters: done, attempted, missed, late, the second in a row; proof of contact and the risk."""

from datetime import date, timedelta

import pytest

from services.outflow import contract as c
from services.outflow.tables import ContactEntryRow
from shared.letters.contract import PleaseLook
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks.contract import TaskStatus
from shared.terms import HalfYear, Quarter
from tests.factories.people import holder
from tests.services.outflow.home_side import (
    BRANCH,
    CLERK,
    CONTACT,
    TODAY,
    HomeCase,
    HomeSide,
    refused,
    rung,
    schedule,
)

S, Q, K = c.CaseStatus, c.ContactStatus, TaskKind
OCTOBER, NOVEMBER = date(2026, 10, 10), date(2026, 11, 20)
JANUARY, FEBRUARY, APRIL = date(2027, 1, 5), date(2027, 2, 3), date(2027, 4, 6)


@pytest.fixture
def case(home_side: HomeSide) -> HomeCase:
    """Departed on 1 September: in the last 30 days of its quarter, so the fourth owes the first contact."""
    return home_side.declares().departs()


def statuses(case: HomeCase) -> dict[str, c.ContactStatus]:
    return {quarter.quarter: quarter.status for quarter in case.file().quarters}


def misses(case: HomeCase, quarter: str, *flags: str) -> None:
    """The quarter opens, ends, and its rung tells the service so."""
    case.opens_contact(quarter)
    task = case.opens(K.CONTACT_MEMBER, quarter)
    assert case.fires(task, rung(K.CONTACT_MEMBER, "missed", quarter, *flags))


@pytest.mark.parametrize(("leaves", "first"), [(date(2026, 8, 31), "2026Q3"), (date(2026, 9, 1), "2026Q4")])
def test_a_case_of_the_last_thirty_days_owes_its_first_contact_next_quarter(
    home_side: HomeSide, leaves: date, first: str
) -> None:
    case = home_side.on(leaves).declares(leaves_on=leaves).departs()
    assert Quarter.of(owed_from(case)) == first


def owed_from(case: HomeCase) -> date:
    return date.fromisoformat(case.told("QuarterlyContact")[-1]["owed_from"])


@pytest.mark.duty("D-38", "D-65")
def test_a_two_way_contact_closes_the_quarter_and_its_task(case: HomeCase) -> None:
    later = case.on(OCTOBER)
    later.opens_contact("2026Q4")
    later.opens(K.CONTACT_MEMBER, "2026Q4")
    later.contacts(thinking="情绪稳定", work="在厂务工", life="租房居住", told="通知组织生活")
    assert statuses(later) == {"2026Q4": Q.DONE}
    assert later.tasks()["CONTACT_MEMBER"] == "DONE"
    (entry,) = later.file().contacts
    assert (entry.thinking, entry.reached, entry.recorded_by) == ("情绪稳定", True, "周超")


def test_an_attempt_is_kept_and_closes_nothing(case: HomeCase) -> None:
    later = case.on(OCTOBER)
    later.opens_contact("2026Q4")
    later.opens(K.CONTACT_MEMBER, "2026Q4")
    later.contacts(reached=False)
    later.contacts(CONTACT, reached=False)
    assert statuses(later) == {"2026Q4": Q.ATTEMPTED}
    assert (later.tasks()["CONTACT_MEMBER"], later.file().quarters[0].attempts) == ("OPEN", 2)
    assert case.told("QuarterlyContact")[-1]["last_proof_on"] == TODAY.isoformat()


def test_a_contact_before_the_quarter_was_opened_answers_its_task(case: HomeCase) -> None:
    later = case.on(OCTOBER)
    later.contacts()
    later.opens_contact("2026Q4")
    assert statuses(later) == {"2026Q4": Q.DONE}
    refused(lambda: later.opens(K.CONTACT_MEMBER, "2026Q4"), 409, "duty_no_longer_owed")


def test_opening_a_quarter_twice_changes_nothing(case: HomeCase) -> None:
    later = case.on(OCTOBER)
    later.opens_contact("2026Q4")
    told = len(case.told("QuarterlyContact"))
    later.opens_contact("2026Q4")
    assert len(case.told("QuarterlyContact")) == told


@pytest.mark.duty("D-38")
def test_a_missed_quarter_stays_until_the_late_contact(case: HomeCase) -> None:
    misses(case.on(OCTOBER), "2026Q4")
    january = case.on(JANUARY)
    assert statuses(january) == {"2026Q4": Q.MISSED}
    january.opens_contact("2027Q1")
    january.opens(K.CONTACT_MEMBER, "2027Q1")
    january.contacts()
    assert statuses(january) == {"2026Q4": Q.DONE_LATE, "2027Q1": Q.DONE}
    (late,) = [t.task for t in january.file().tasks if t.task.occurrence == "2026Q4"]
    assert (late.status, late.late) == (TaskStatus.DONE, True)


def test_a_contact_of_the_old_quarter_that_is_recorded_late_undoes_the_miss(case: HomeCase) -> None:
    misses(case.on(OCTOBER), "2026Q4")
    january = case.on(JANUARY)
    january.opens_contact("2027Q1")
    assert second_in_a_row(case) == {"2026Q4": False, "2027Q1": True}
    january.contacts(contacted_on=date(2026, 12, 30))
    assert statuses(january) == {"2026Q4": Q.DONE, "2027Q1": Q.OPEN}
    assert second_in_a_row(case) == {"2026Q4": False, "2027Q1": False}


def second_in_a_row(case: HomeCase) -> dict[str, bool]:
    return {one["quarter"]: one["second_in_a_row"] for one in case.told("QuarterlyContact")[-1]["quarters"]}


def test_the_quarter_after_a_miss_is_the_second_in_a_row(case: HomeCase) -> None:
    misses(case.on(OCTOBER), "2026Q4")
    case.on(JANUARY).opens_contact("2027Q1")
    assert second_in_a_row(case) == {"2026Q4": False, "2027Q1": True}


def test_it_is_so_too_when_the_next_quarter_was_opened_in_the_same_midnight_just_before(case: HomeCase) -> None:
    october = case.on(OCTOBER)
    october.opens_contact("2026Q4")
    task = october.opens(K.CONTACT_MEMBER, "2026Q4")
    case.on(JANUARY).opens_contact("2027Q1")
    assert second_in_a_row(case) == {"2026Q4": False, "2027Q1": False}
    october.fires(task, rung(K.CONTACT_MEMBER, "missed", "2026Q4"))
    assert second_in_a_row(case) == {"2026Q4": False, "2027Q1": True}


@pytest.mark.duty("D-38")
def test_two_misses_in_a_row_go_to_the_department_and_the_host_is_asked_to_look(case: HomeCase) -> None:
    misses(case.on(OCTOBER), "2026Q4")
    january = case.on(JANUARY)
    misses(january, "2027Q1", "second_in_a_row")
    (task,) = [one for one in january.file().tasks if one.task.occurrence == "2027Q1"]
    opened = january.opens(K.CONTACT_MEMBER, "2027Q1")
    assert january.fires(opened, rung(K.CONTACT_MEMBER, "raise-department", "2027Q1", "second_in_a_row"))
    assert isinstance(january.letters_out()[-1], PleaseLook)
    fired = [one for t in january.file().tasks if t.task.task_id == task.task.task_id for one in t.fired]
    assert {one.name: one.went_to for one in fired} == {"missed": BRANCH, "raise-department": "321003"}


def test_a_talk_in_between_ends_the_row(case: HomeCase) -> None:
    misses(case.on(OCTOBER), "2026Q4")
    january = case.on(JANUARY)
    january.opens_contact("2027Q1")
    case.on(FEBRUARY).contacts()
    case.on(APRIL).opens_contact("2027Q2")
    assert second_in_a_row(case) == {"2026Q4": False, "2027Q1": True, "2027Q2": False}


def test_the_schedule_without_the_flag_spares_the_department() -> None:
    names = [one.name for one in schedule(K.CONTACT_MEMBER, TODAY, "2026Q4").rungs]
    assert "raise-department" not in names
    assert names[-1] == "raise-committee"


@pytest.mark.duty("D-65")
def test_contacts_are_checked(case: HomeCase) -> None:
    later = case.on(OCTOBER)
    refused(lambda: later.contacts(contacted_on=NOVEMBER), 422, "date_in_the_future")
    refused(lambda: later.contacts(contacted_on=TODAY - timedelta(days=1)), 422, "contact_before_departure")
    refused(lambda: later.contacts(channel="pigeon"), 422, "contact_channel_unknown")
    refused(lambda: later.contacts(CLERK), 403, "not_your_post")
    refused(lambda: later.contacts(holder(Role.BRANCH_SECRETARY, "32100300102")), 404, "not_found")
    assert later.file().contacts == []


def test_what_was_said_is_sealed_in_the_database(home_side: HomeSide, case: HomeCase) -> None:
    case.on(OCTOBER).contacts(thinking="家中有困难")
    (row,) = home_side.rows(ContactEntryRow)
    assert "家中有困难" not in row.sealed_notes


@pytest.mark.duty("D-38")
def test_six_months_without_proof_put_the_case_at_risk_and_a_talk_ends_it(case: HomeCase) -> None:
    assert case.told("QuarterlyContact")[-1]["at_risk_on"] == "2027-03-02"
    march = case.on(date(2027, 3, 2))
    march.has_been_silent()
    assert march.read().status is S.CONTACT_AT_RISK
    assert march.opens(K.SEARCH_MEMBER).status is TaskStatus.OPEN
    april = case.on(APRIL)
    april.contacts()
    assert (april.read().status, april.tasks()["SEARCH_MEMBER"]) == (S.REPORT_OVERDUE, "CANCELLED")
    assert case.told("QuarterlyContact")[-1]["at_risk_on"] == "2027-10-07"


def test_the_risk_is_flagged_once_and_again_after_he_was_found(case: HomeCase) -> None:
    march, april, october = (case.on(day) for day in (date(2027, 3, 2), APRIL, date(2027, 10, 7)))
    for _ in range(2):
        march.has_been_silent()
    assert [event.act for event in case.file().events].count("flag_contact_at_risk") == 1
    march.opens(K.SEARCH_MEMBER)
    april.contacts()
    october.has_been_silent()
    assert october.opens(K.SEARCH_MEMBER).status is TaskStatus.OPEN


def test_reporting_at_last_ends_the_search(case: HomeCase) -> None:
    march = case.on(date(2027, 3, 2))
    march.has_been_silent()
    march.opens(K.SEARCH_MEMBER)
    assert march.reports().status is S.REPORTED
    assert march.tasks()["SEARCH_MEMBER"] == "CANCELLED"


def test_abroad_the_contact_is_half_yearly(home_side: HomeSide) -> None:
    case = home_side.declares(abroad=True, reason="study_abroad").departs()
    assert case.told("QuarterlyContact")[-1]["abroad"] is True
    assert HalfYear.of(owed_from(case)) == "2026H2"
    case.contacts()
    assert statuses(case) == {"2026H2": Q.DONE}


def test_before_departure_no_contact_is_owed(home_side: HomeSide) -> None:
    case = home_side.declares()
    case.opens_contact("2026Q3")
    assert case.file().quarters == []
    assert case.told("QuarterlyContact") == []
