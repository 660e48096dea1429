"""W-04: the quarterly contact over five quarters, with attempts, a miss made good late, and two misses in a row."""

from dataclasses import dataclass
from datetime import date

import pytest

from services.outflow.contract import CaseFile, CaseStatus, ContactStatus
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import TaskDetail, TaskStatus
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_QINLAN, YANGZHOU_YIZHENG
from tests.journeys.rehearsal import Rehearsal
from tests.journeys.rulebook import DAY, CalendarQuarter, contact
from tests.journeys.stage import Stage
from tests.journeys.telling import assert_fired

HOME, HOST = YANGZHOU_YIZHENG, CHUZHOU_QINLAN
QUARTER_DAYS = 92
RAISED_DAYS = 40
"""More than ten working days, whatever holidays."""
EARLY = 40 * DAY
TIME_TO_LEAVE = 120 * DAY
"""A busy machine may take half a minute, which is months here, from the declaration to the certificate."""


@dataclass
class FiveQuarters:
    journey: Journey
    quarters: list[CalendarQuarter]
    after_first: CaseFile
    after_second: CaseFile
    after_fourth: CaseFile
    raised_to_department: bool
    host_was_asked: TaskDetail
    end: CaseFile

    def task(self, file: CaseFile, number: int) -> TaskDetail:
        """Of the first, second … fifth quarter."""
        name = self.quarters[number - 1].name
        return next(d for d in file.tasks if d.task.kind is K.CONTACT_MEMBER and d.task.occurrence == name)

    def status(self, file: CaseFile, number: int) -> ContactStatus:
        return next(q.status for q in file.quarters if q.quarter == self.quarters[number - 1].name)


def five_quarters(stage: Stage) -> FiveQuarters:
    """Attempts only, then a contact that is late for them; two quarters without any; then a contact."""
    journey = Journey(stage, HOME, HOST).depart().host_records_arrival().is_taken_in()
    quarters = _five_from(stage.today)
    first, second, _, fourth, fifth = (quarter.name for quarter in quarters)
    _settles_what_went_before(journey, quarters[0])
    journey.contact(reached=False)
    journey.contact(reached=False)
    _fires(journey, first, "raise-committee")
    after_first = journey.home_file
    journey.contact(reached=True)
    journey.until(lambda: _settled(journey, first, second), "两个季度的联系都已办结")
    after_second = journey.home_file
    _fires(journey, fourth, "raise-committee", days=3 * QUARTER_DAYS + RAISED_DAYS)
    after_fourth = journey.home_file
    raised = journey.raised_to(journey.home_department, K.CONTACT_MEMBER)
    journey.finds(journey.reception, K.LOOK_FOR_MEMBER)
    asked = next(d for d in journey.host_file.tasks if d.task.kind is K.LOOK_FOR_MEMBER)
    _opens(journey, fifth)
    journey.contact(reached=True)
    journey.home_stands(CaseStatus.ACTIVE)
    return FiveQuarters(journey, quarters, after_first, after_second, after_fourth, raised, asked, journey.home_file)


def _five_from(today: date) -> list[CalendarQuarter]:
    """Beginning with this quarter while there is time to act in it."""
    quarter = CalendarQuarter.of(today)
    quarters = [quarter if today < quarter.first + EARLY else quarter.next]
    while len(quarters) < 5:
        quarters.append(quarters[-1].next)
    return quarters


def _settles_what_went_before(journey: Journey, quarter: CalendarQuarter) -> None:
    """So that nothing is missed when the five quarters begin."""
    if journey.stage.today < quarter.first and any(q.status == "OPEN" for q in journey.home_file.quarters):
        journey.contact(reached=True)
    _opens(journey, quarter.name)


def _opens(journey: Journey, quarter: str) -> None:
    what = f"{quarter} 的联系任务开立"
    journey.until(lambda: any(q.quarter == quarter for q in journey.home_file.quarters), what, days=QUARTER_DAYS)


def _contact_task(journey: Journey, quarter: str) -> TaskDetail | None:
    tasks = journey.home_file.tasks
    return next((d for d in tasks if d.task.kind is K.CONTACT_MEMBER and d.task.occurrence == quarter), None)


def _fires(journey: Journey, quarter: str, rung: str, days: float = QUARTER_DAYS + RAISED_DAYS) -> None:
    def fired() -> bool:
        task = _contact_task(journey, quarter)
        return task is not None and any(one.name == rung for one in task.fired)

    journey.until(fired, f"{quarter} 的联系任务“{rung}”", days=days)


def _settled(journey: Journey, *quarters: str) -> bool:
    tasks = [_contact_task(journey, quarter) for quarter in quarters]
    return all(detail is not None and detail.task.status is TaskStatus.DONE for detail in tasks)


@dataclass
class Grace:
    left_on_first_day_of_grace: CaseFile
    left_the_day_before: CaseFile
    quarter: CalendarQuarter


def grace(stage: Stage) -> Grace:
    quarter = CalendarQuarter.of(stage.today + TIME_TO_LEAVE)
    if stage.today + TIME_TO_LEAVE >= quarter.grace_from - DAY:
        quarter = quarter.next
    within = Journey(stage, HOME, HOST).depart(leaves_on=quarter.grace_from)
    before = Journey(stage, HOME, HOST).depart(leaves_on=quarter.grace_from - DAY)
    for journey in (before, within):
        what = "第一个季度的联系开立"
        journey.until(lambda journey=journey: journey.home_file.quarters, what, days=4 * QUARTER_DAYS)  # type: ignore[misc]
    return Grace(within.home_file, before.home_file, quarter)


REHEARSED = (five_quarters, grace)


@pytest.mark.duty("D-38")
def test_attempts_are_counted_and_do_not_close_the_quarter_which_is_missed_and_rises_to_the_committee(
    rehearsal: Rehearsal,
) -> None:
    played = rehearsal.end_of(five_quarters)
    quarter = next(q for q in played.after_first.quarters if q.quarter == played.quarters[0].name)
    assert (quarter.status, quarter.attempts) == (ContactStatus.MISSED, 2)
    expected = contact(played.quarters[0], HOME.branch, HOME.committee)
    assert_fired(played.task(played.after_first, 1), expected, played.journey.told())


@pytest.mark.duty("D-38")
def test_a_contact_closes_its_own_quarter_and_settles_the_missed_one_late(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(five_quarters)
    assert played.status(played.after_second, 1) is ContactStatus.DONE_LATE
    assert played.task(played.after_second, 1).task.late is True
    assert played.status(played.after_second, 2) is ContactStatus.DONE
    assert played.task(played.after_second, 2).task.late is False


def test_the_first_new_miss_is_not_the_second_in_a_row(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(five_quarters)
    expected = contact(played.quarters[2], HOME.branch, HOME.committee)
    assert_fired(played.task(played.after_fourth, 3), expected, played.journey.told())


@pytest.mark.duty("D-38")
def test_two_misses_in_a_row_go_to_the_department_and_the_host_is_asked_to_look(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(five_quarters)
    assert played.status(played.after_fourth, 3) is ContactStatus.MISSED
    assert played.status(played.after_fourth, 4) is ContactStatus.MISSED
    expected = contact(played.quarters[3], HOME.branch, HOME.committee, HOME.department)
    assert_fired(played.task(played.after_fourth, 4), expected, played.journey.told())
    assert played.raised_to_department
    assert played.host_was_asked.task.since >= played.quarters[3].last
    assert played.host_was_asked.task.holder == HOST.committee


def test_each_quarter_is_opened_once_and_a_contact_at_the_end_settles_them_all(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(five_quarters)
    names = [q.quarter for q in played.end.quarters]
    assert names[-5:] == [quarter.name for quarter in played.quarters], played.journey.told()
    assert len(names) == len(set(names))
    assert played.status(played.end, 3) is played.status(played.end, 4) is ContactStatus.DONE_LATE
    assert played.status(played.end, 5) is ContactStatus.DONE


def test_who_leaves_in_the_last_30_days_of_a_quarter_owes_the_first_contact_in_the_next(rehearsal: Rehearsal) -> None:
    """`contact.first_due_grace`; one day earlier it is still this quarter."""
    played = rehearsal.end_of(grace)
    assert played.left_the_day_before.quarters[0].quarter == played.quarter.name
    assert played.left_on_first_day_of_grace.quarters[0].quarter == played.quarter.next.name
