"""5.1: the member never reports. Reminders, the branch, the committee and the host, the department, then a search."""

from dataclasses import dataclass
from datetime import date

import pytest

from services.inflow.contract import PlacementFile, PlacementStatus
from services.outflow.contract import CaseFile, CaseStatus
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import TaskDetail, TaskStatus
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_TONGCHENG, YANGZHOU_YIZHENG
from tests.journeys.rehearsal import Rehearsal
from tests.journeys.rulebook import DAY, months_after, report_at_host, rolled
from tests.journeys.stage import Stage
from tests.journeys.telling import assert_fired, fired

HOME, HOST = YANGZHOU_YIZHENG, CHUZHOU_TONGCHENG
MONTH = 32


@dataclass
class NeverReports:
    journey: Journey
    overdue: CaseFile
    asked: TaskDetail
    asked_letters: list[str]
    at_risk: CaseFile
    raised_to_committee: bool
    raised_to_department: bool
    reappeared: CaseFile
    end: CaseFile
    host_end: PlacementFile

    @property
    def counts_from(self) -> date:
        """The departure, or the day on which he got his certificate when he had left before."""
        case = self.at_risk.case
        assert case.departed_on is not None
        assert case.certificate is not None
        assert case.certificate.issued_on is not None
        return max(case.departed_on, case.certificate.issued_on)

    def urging(self, file: CaseFile) -> TaskDetail:
        return next(d for d in file.tasks if d.task.kind is K.REPORT_AT_HOST)


def never_reports(stage: Stage) -> NeverReports:
    journey = Journey(stage, HOME, HOST).depart()
    journey.home_stands(CaseStatus.REPORT_OVERDUE, days=MONTH + 10)
    overdue = journey.home_file
    journey.finds(journey.reception, K.LOOK_FOR_MEMBER, days=MONTH)
    asked = next(d for d in journey.host_file.tasks if d.task.kind is K.LOOK_FOR_MEMBER)
    letters = [letter.type for letter in journey.home_file.letters if letter.direction == "sent"]
    journey.look(found=False)
    journey.home_stands(CaseStatus.CONTACT_AT_RISK, days=6 * MONTH)
    journey.finds(journey.secretary, K.SEARCH_MEMBER)
    journey.until(lambda: "at-risk" in _names(journey), "六个月一级触发", days=MONTH)
    at_risk = journey.home_file
    to_committee = journey.raised_to(journey.home_office, K.REPORT_AT_HOST)
    to_department = journey.raised_to(journey.home_department, K.REPORT_AT_HOST)
    journey.contact(reached=True)
    journey.home_stands(CaseStatus.REPORT_OVERDUE)
    reappeared = journey.home_file
    journey.host_records_arrival().is_taken_in()
    return NeverReports(
        journey,
        overdue,
        asked,
        letters,
        at_risk,
        to_committee,
        to_department,
        reappeared,
        journey.home_file,
        journey.host_file,
    )


def _names(journey: Journey) -> list[str]:
    return [rung.name for rung in fired(journey.task(K.REPORT_AT_HOST))]


REHEARSED = (never_reports,)


@pytest.mark.duty("D-37")
def test_every_reminder_and_rise_comes_once_on_its_day(rehearsal: Rehearsal) -> None:
    """`report.at_host`, `report.escalate`: day 7, 15, 25 · 30 · 45 · 90 · six months."""
    played = rehearsal.end_of(never_reports)
    expected = report_at_host(played.counts_from, HOME.branch, HOME.committee, HOME.department)
    assert_fired(played.urging(played.at_risk), expected, played.journey.told())


def test_the_reasons_name_the_day_the_source_and_the_days_off(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(never_reports)
    reasons = {rung.name: rung.why for rung in played.urging(played.at_risk).fired}
    assert "第7日" in reasons["remind-7"].text
    assert "条例第二十四条" in reasons["at-risk"].source
    for name, days in (("overdue", 30), ("raise-committee", 45), ("raise-department", 90)):
        end = played.counts_from + days * DAY
        days_off = {skipped.on for skipped in reasons[name].skipped}
        assert days_off == {end + n * DAY for n in range((rolled(end) - end).days)}, reasons[name].text


@pytest.mark.duty("D-37")
def test_after_thirty_days_the_report_is_overdue_and_home_still_holds_the_duty(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(never_reports)
    case = played.overdue.case
    assert (case.status, case.duty_holder) == (CaseStatus.REPORT_OVERDUE, HOME.branch)
    assert played.urging(played.overdue).task.holder == HOME.branch
    events = [event.act for event in played.at_risk.events]
    assert events.count("report_overdue") == 1


def test_after_forty_five_days_the_presumed_host_is_asked_to_look(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(never_reports)
    assert played.asked_letters == ["OUTFLOW_NOTICE", "PLEASE_LOOK"]
    assert played.asked.task.holder == HOST.committee
    risen = {rung.name: rung.planned_at for rung in played.urging(played.at_risk).fired}
    assert played.asked.task.opened_at >= risen["raise-committee"]
    assert played.raised_to_committee


def test_after_ninety_days_it_is_on_the_departments_list(rehearsal: Rehearsal) -> None:
    assert rehearsal.end_of(never_reports).raised_to_department


def test_after_six_months_the_branch_is_asked_to_search_and_nothing_else_happens_by_itself(
    rehearsal: Rehearsal,
) -> None:
    played = rehearsal.end_of(never_reports)
    case = played.at_risk.case
    assert (case.status, case.duty_holder) == (CaseStatus.CONTACT_AT_RISK, HOME.branch)
    search = next(d for d in played.at_risk.tasks if d.task.kind is K.SEARCH_MEMBER)
    assert search.task.holder == HOME.branch
    assert search.task.since >= months_after(played.counts_from, 6) + DAY
    assert [event.act for event in played.at_risk.events].count("flag_contact_at_risk") == 1


def test_who_is_reached_again_is_no_longer_searched_and_may_still_report(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(never_reports)
    search = next(d for d in played.reappeared.tasks if d.task.kind is K.SEARCH_MEMBER)
    assert search.task.status is TaskStatus.CANCELLED
    assert played.reappeared.case.status is CaseStatus.REPORT_OVERDUE
    assert played.end.case.status is CaseStatus.ACTIVE
    assert played.host_end.placement.status is PlacementStatus.ENROLLED
    assert played.urging(played.end).task.late is True
