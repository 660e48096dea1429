"""Section 8 at home beyond the case: conversions, certificates, exchange, lost contact, requests, corrections."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from services.outflow.certificate_life.tables import CertificateCheckRow
from services.outflow.client import OutflowClient
from services.outflow.conversion.contract import Stage
from shared.corrections.contract import CorrectedField, ReportCorrection
from shared.help_requests.contract import OpenRequest, RequestKind
from shared.survey import contract as s
from shared.terms import add_months
from tests.factories.organisations import path_of
from tests.services.outflow import exchanging
from tests.services.outflow.certificate_acts import entry, managed_booklet
from tests.services.outflow.conversion_side import END, Converting, away
from tests.services.outflow.home_side import (
    BRANCH,
    CITY,
    CLERK,
    DEPARTMENT,
    HOME_COMMITTEE,
    OFFICER,
    SECRETARY,
    TODAY,
    HomeSide,
)
from tests.services.outflow.lost_side import AT_RISK, LostCase
from tests.services.reporting import assert_every_figure_is_its_list, counts, figure, items_of


def officer(converting: Converting) -> OutflowClient:
    return converting.case.side.at(OFFICER)


@pytest.mark.duty("D-41")
@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("conversion-due-60", END - timedelta(days=60), END),
        ("conversion-due-30", END - timedelta(days=30), END),
        ("conversion-due-0", END, END),
    ],
)
def test_a_probation_that_ends_is_counted_from_the_day_that_the_policy_names(
    home_side: HomeSide, key: str, first: date, last: date
) -> None:
    converting = away(home_side)
    day = timedelta(days=1)
    for on, number in ((first - day, 0), (first, 1), (last, 1), (last + day, 0)):
        assert figure(officer(converting.on(on)), key).total == number, on
    overdue = {on: figure(officer(converting.on(on)), "conversion-overdue").total for on in (END, END + day)}
    assert overdue == {END: 0, END + day: 1}


@pytest.mark.duty("D-58")
def test_an_opinion_is_missing_until_the_host_has_written(home_side: HomeSide) -> None:
    asked = away(home_side).prepared()
    asked.asks()
    assert counts(officer(asked), "opinion-missing") == {"安徽省滁州市天长市": 1}
    assert_every_figure_is_its_list(officer(asked))
    after = asked.on(END)
    after.host_writes()
    assert figure(officer(after), "opinion-missing").total == 0


def test_an_approval_is_long_after_two_and_after_three_months(home_side: HomeSide) -> None:
    waiting = away(home_side).at_committee()
    day = timedelta(days=1)
    for months, key in ((2, "approval-two-months"), (3, "approval-three-months")):
        full = add_months(waiting.today, months)
        assert figure(officer(waiting.on(full)), key).total == 0
        assert figure(officer(waiting.on(full + day)), key).total == 1
    assert_every_figure_is_its_list(officer(waiting.on(full + day)))
    waiting.decides()
    assert figure(officer(waiting.on(full + day)), "approval-three-months").total == 0


def test_meetings_that_were_put_off_or_did_not_pass_are_counted(home_side: HomeSide) -> None:
    ready = away(home_side).ready()
    ready.adjourns(ready.today + timedelta(days=14))
    assert figure(officer(ready), "conversion-postponed").total == 1
    later = ready.on(ready.today + timedelta(days=14))
    later.meets(yes=6, no=3)
    assert later.stage is Stage.NOT_PASSED
    assert figure(officer(later), "conversion-not-passed").total == 1
    assert counts(officer(later), "meetings-not-passed") == {"": 1}
    assert_every_figure_is_its_list(officer(later))


@pytest.mark.duty("D-54")
def test_certificates_are_counted_by_state_and_entries_as_the_host_told_them(home_side: HomeSide) -> None:
    booklet = managed_booklet(home_side)
    booklet.hears_of(entry(1), entry(2, late=True, status="CONFIRMED"))
    at = home_side.at(OFFICER)
    assert counts(at, "certificates") == {"使用中": 1}
    assert counts(at, "entries-told") == {"已记载，待本人核实": 1, "本人已核实": 1}
    assert figure(at, "entries-told-late").total == 1
    booklet.is_lost()
    assert counts(at, "certificates") == {"遗失": 1}
    assert counts(at, "certificates-lost") == {"待核查": 1}
    booklet.is_checked_for_loss()
    assert (counts(at, "certificates"), counts(at, "certificates-lost")) == ({"已作废": 1}, {"确已遗失，号码作废": 1})
    assert_every_figure_is_its_list(at)


def test_yearly_checks_are_done_or_missing(home_side: HomeSide) -> None:
    booklet = managed_booklet(home_side)
    opens = date(2026, 11, 1)
    at = booklet.on(opens).case.side
    at.worker.begin_step("certificate-life", booklet.case.case_id, "check/2026", at.now)
    assert at.rows(CertificateCheckRow), "the year's check has begun"
    assert (counts(at.at(OFFICER), "checks-missing"), counts(at.at(OFFICER), "checks-done")) == ({"2026": 1}, {})
    booklet.on(opens).passes_the_check()
    assert (counts(at.at(OFFICER), "checks-missing"), counts(at.at(OFFICER), "checks-done")) == ({}, {"2026": 1})


@pytest.mark.duty("D-39", "D-64", "D-151")
def test_the_exchange_with_the_host_is_counted(home_side: HomeSide) -> None:
    case = exchanging.away(home_side)
    read = case.gets_feedback("2026Q3")
    case.acknowledges(read)
    case.gets_feedback("2026Q4")
    case.gets_change()
    case.replies(case.is_called().summons_id)
    case.is_called(event_on=date(2026, 9, 21))
    case.reports_yearly()
    body = OpenRequest(kind=RequestKind.TRAINING, asked_on=TODAY, channel="phone", text="想学电工。")
    home_side.at(SECRETARY).open_request(case.case_id, body)
    at = home_side.at(OFFICER)
    assert counts(at, "feedback-received") == {"2026Q3": 1, "2026Q4": 1}
    assert counts(at, "feedback-unread") == {"2026Q4": 1}
    assert counts(at, "changes-heard") == {"发生重大情况": 1}
    assert counts(at, "summonses-answered") == {"待答复": 1, "已答复": 1}
    assert counts(at, "yearly-reports") == {"2026": 1}
    assert counts(at, "requests-by-kind") == {"就业和技能培训": 1}
    assert_every_figure_is_its_list(at)


def test_lost_contact_is_counted_by_stage(home_side: HomeSide) -> None:
    lost = LostCase(home_side.declares().departs()).on(AT_RISK).is_suspected()
    at = lost.case.side.at(OFFICER)
    assert counts(at, "lost-by-stage") == {"疑似失联，待查找": 1}
    lost.searches()
    assert counts(at, "lost-by-stage") == {"查找中": 1}
    assert figure(at, "lost-open").total == 1
    assert_every_figure_is_its_list(at)


def test_corrections_are_counted_by_state_and_field(home_side: HomeSide) -> None:
    case = home_side.declares().departs()
    body = ReportCorrection(field=CorrectedField.NAME, value="汪洋", text="登记时写错。")
    home_side.at(SECRETARY).report_correction(case.case_id, body)
    assert counts(home_side.at(OFFICER), "corrections-by-field") == {"姓名": 1}
    assert sum(counts(home_side.at(OFFICER), "corrections").values()) == 1
    assert_every_figure_is_its_list(home_side.at(OFFICER))


@pytest.mark.duty("D-30")
def test_returns_of_the_survey_are_counted_by_state_under_their_committee(home_side: HomeSide) -> None:
    home_side.declares().departs()
    side = home_side.on(date(2026, 10, 9))
    body = s.BeginSurvey(
        campaign_id=uuid4(), department=DEPARTMENT, path=path_of(DEPARTMENT), year=2026, freeze_on=side.clock.today(),
        opened_on=side.clock.today(),
    )  # fmt: skip
    side.worker.begin_survey(body, side.now)
    (away_member,) = side.at(SECRETARY).read_survey_return(body.campaign_id, BRANCH).members
    said = s.ConfirmedMember(subject=away_member.subject, whereabouts=s.Whereabouts.OUT)
    side.at(SECRETARY).return_survey(body.campaign_id, BRANCH, s.ReturnSurvey(members=[said]))
    at = side.at(OFFICER)
    returned = [row for row in figure(at, "survey-returned").rows if row.organisation == HOME_COMMITTEE]
    assert [(row.label, row.count) for row in returned] == [("2026", 1)]
    assert figure(at, "survey-missing").total == len(items_of(at, "survey-missing")) > 0
    assert_every_figure_is_its_list(at)


def test_a_committee_sees_its_own_numbers_only(home_side: HomeSide) -> None:
    away(home_side)
    for client in (home_side.at(CLERK), home_side.at(OFFICER), home_side.at(SECRETARY)):
        organisations = {row.organisation for one in client.read_report().figures for row in one.rows}
        assert organisations == {HOME_COMMITTEE, DEPARTMENT, CITY}, "flows stand under its county and its city"
