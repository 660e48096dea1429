"""The terms of the ledger, process by process: hand-counted days of 2026."""

from datetime import date
from uuid import UUID

import pytest

from deploy.embedded.rehearsal.ledger.duty import Held
from deploy.embedded.rehearsal.manners import Manner
from deploy.embedded.rehearsal.terms import CHECK_OPENS, FIGURES, REPORT_OPENS, ROLE_OPENS, SURVEY_REPORT_BY, Days
from shared.policy.book import packaged_book
from shared.policy.task_kinds import TaskKind as K
from tests.deploy.rehearsal.accounts import account, departed, duties

YEAR_END = date(2027, 1, 1)
FEEDBACK = UUID("01992f6e-7c00-7000-8000-000000000009")


def test_the_figures_are_those_of_the_national_pack() -> None:
    pack = next(one for one in packaged_book().packs if one.id == "CN-BASE-2019")
    assert {key: pack.term(key).amount for key in FIGURES} == dict(FIGURES)
    days = {
        "certificate.yearly_check.opens": CHECK_OPENS,
        "member.yearly_report.opens": REPORT_OPENS,
        "record.role_entry.opens": ROLE_OPENS,
        "survey.window.report": SURVEY_REPORT_BY,
    }
    assert {key: f"{month:02}-{day:02}" for key, (month, day) in days.items()} == {
        key: pack.term(key).value for key in days
    }


def test_the_certificate_takes_five_working_days_over_the_spring_festival() -> None:
    owed = duties(departed(date(2026, 2, 13)), date(2026, 3, 1))
    assert owed[K.SEAL_CERTIFICATE, ""].due == Days.of(date(2026, 2, 27))
    assert owed[K.REPORT_AT_HOST, ""].due == Days.of(date(2026, 3, 16)), "day 30 is a Sunday"


@pytest.mark.parametrize(
    ("left", "quarters"),
    [
        (date(2026, 2, 28), ["2026Q1", "2026Q2", "2026Q3", "2026Q4", "2027Q1"]),
        (date(2026, 3, 2), ["2026Q2", "2026Q3", "2026Q4", "2027Q1"]),
    ],
)
def test_contact_is_owed_each_quarter_but_for_its_last_thirty_days(left: date, quarters: list[str]) -> None:
    owed = duties(departed(left), YEAR_END)
    assert [name for kind, name in owed if kind is K.CONTACT_MEMBER] == quarters
    assert owed[K.CONTACT_MEMBER, "2026Q4"].due == Days.of(date(2026, 12, 31))
    assert owed[K.CONTACT_MEMBER, "2026Q4"].opens == Days(date(2026, 10, 1), date(2026, 10, 15))


def test_a_later_contact_settles_what_was_missed_late() -> None:
    one = departed(date(2026, 2, 1))
    one.facts.put("record_contact", Days.of(date(2026, 5, 4)))
    owed = duties(one, date(2026, 6, 1))
    assert owed[K.CONTACT_MEMBER, "2026Q1"].held(date(2026, 6, 1)) is Held.LATE
    assert owed[K.CONTACT_MEMBER, "2026Q2"].held(date(2026, 6, 1)) is Held.IN_TIME


def test_feedback_is_read_within_five_working_days_and_a_question_answered() -> None:
    one = departed(date(2026, 2, 2), report_arrival=date(2026, 2, 9), enrol_member=date(2026, 2, 12))
    one.facts.put("send_feedback", Days.of(date(2026, 3, 20)), "2026Q1")
    one.feedback["2026Q1"] = FEEDBACK
    one.facts.put("question_feedback", Days.of(date(2026, 3, 24)), "2026Q1")
    one.facts.put("answer_feedback", Days.of(date(2026, 3, 26)), "2026Q1")
    owed = duties(one, date(2026, 5, 1))
    assert owed[K.SEND_FEEDBACK, "1.2026Q1"].held(date(2026, 5, 1)) is Held.IN_TIME
    assert owed[K.ACKNOWLEDGE_FEEDBACK, f"{FEEDBACK}.1"].due == Days(date(2026, 3, 27), date(2026, 3, 27))
    assert owed[K.ANSWER_FEEDBACK, "1.2026Q1.1"].due == Days(date(2026, 3, 31), date(2026, 4, 1))
    assert owed[K.ACKNOWLEDGE_FEEDBACK, f"{FEEDBACK}.2"].held(date(2026, 5, 1)) is Held.MISSED
    assert owed[K.SEND_HOME_NOTICE, "2026Q2"].due == Days.of(date(2026, 6, 30))


def test_an_entry_nobody_answers_is_no_longer_asked_about() -> None:
    one = departed(date(2026, 2, 2), enrol_member=date(2026, 2, 12))
    one.facts.put("record_entry", Days.of(date(2026, 3, 2)), "1")
    owed = duties(one, date(2026, 4, 1))[K.CONFIRM_ENTRY, "1.1"]
    assert owed.due == Days.of(date(2026, 3, 17))
    assert (owed.held(date(2026, 4, 1)), owed.ended_on) == (Held.LAPSED, Days(date(2026, 3, 18), date(2026, 3, 19)))


def test_an_entry_that_took_two_days_is_still_asked_about_or_not_any_more() -> None:
    one = departed(date(2026, 2, 2), enrol_member=date(2026, 2, 12))
    one.facts.put("record_entry", Days(date(2026, 3, 2), date(2026, 3, 3)), "1")
    possible = {
        today: {held for held in Held if duties(one, today)[K.CONFIRM_ENTRY, "1.1"].may_be(held, today)}
        for today in (date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 21))
    }
    assert list(possible.values()) == [{Held.OPEN}, {Held.OPEN, Held.MISSED, Held.LAPSED}, {Held.LAPSED}]


def test_the_end_of_the_year_asks_for_check_report_and_role_entry() -> None:
    owed = duties(departed(date(2026, 5, 6), enrol_member=date(2026, 6, 1)), YEAR_END)
    assert owed[K.CHECK_CERTIFICATE, "2026"].due == Days.of(date(2026, 12, 31))
    assert owed[K.ASK_YEARLY_REPORT, "2026"].due == Days.of(date(2026, 12, 16))
    assert owed[K.RECORD_ROLE_ENTRY, "1.2026"].due == Days.of(date(2026, 12, 31))
    late = duties(departed(date(2026, 9, 20), enrol_member=date(2026, 10, 20)), YEAR_END)
    assert (K.RECORD_ROLE_ENTRY, "1.2026") not in late


def test_dues_that_are_not_entered_warn_after_three_whole_months() -> None:
    one = departed(date(2026, 1, 20), enrol_member=date(2026, 2, 12))
    one.facts.put("pay_dues", Days.of(date(2026, 4, 10)), "2026-04")
    owed = duties(one, date(2026, 9, 1))
    assert (K.REMIND_OF_DUES, "2026-01.WARN") not in owed
    assert owed[K.REMIND_OF_DUES, "2026-04.WARN"].opens == Days.of(date(2026, 8, 1))


def test_a_conversion_is_prepared_asked_for_and_decided_in_its_terms() -> None:
    end = date(2026, 6, 15)
    acts = {"issue_certificate": date(2026, 2, 2), "enrol_member": date(2026, 3, 2)}
    later = {"request_opinion": date(2026, 5, 18), "hold_conversion_meeting": date(2026, 7, 1)}
    one = account(acts | later, Manner.CONVERTS, end)
    owed = duties(one, date(2026, 7, 20))
    assert owed[K.HOLD_CONVERSION_MEETING, "1"].opens == Days.of(date(2026, 4, 16))
    assert owed[K.HOLD_CONVERSION_MEETING, "1"].due == Days.of(date(2026, 7, 30))
    assert owed[K.REQUEST_OPINION, "1"].due == Days.of(date(2026, 5, 22))
    assert owed[K.FILE_OPINION, "1.1"].due == Days.of(date(2026, 6, 30))
    assert owed[K.URGE_OPINION, "1"].opens == Days.of(date(2026, 7, 1))
    assert owed[K.REPORT_RESOLUTION, "1"].due == Days.of(date(2026, 7, 8))


def test_six_months_of_silence_ask_for_a_search() -> None:
    one = departed(date(2026, 2, 2))
    owed = duties(one, YEAR_END)
    search = owed[K.SEARCH_MEMBER, "2026-08-03"]
    assert (search.due, search.others) == (Days.of(date(2026, 9, 2)), ("2026-08-04",))
    assert owed[K.LOOK_FOR_MEMBER, "1.1"].opens.first == date(2026, 3, 20)
    assert owed[K.LOOK_FOR_MEMBER, "1.2"].opens.first == date(2026, 7, 1), "the second quarter without contact"


def test_what_a_return_ends_has_lapsed() -> None:
    one = departed(date(2026, 2, 2), enrol_member=date(2026, 2, 12), announce_return=date(2026, 5, 6))
    owed = duties(one, YEAR_END)
    assert owed[K.SEND_FEEDBACK, "1.2026Q2"].held(YEAR_END) is Held.LAPSED
    assert (K.SEND_FEEDBACK, "1.2026Q3") not in owed
    assert owed[K.RELEASE_MEMBER, "1.2026-05-06"].due == Days(date(2026, 5, 9), date(2026, 5, 11)), "a working Saturday"
    assert owed[K.REPORT_RETURN, ""].due == Days.of(date(2026, 5, 21))
