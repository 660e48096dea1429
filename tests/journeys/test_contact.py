"""W-04: the quarterly contact over five quarters, with attempts, a miss made good late, and two misses in a row."""

from dataclasses import dataclass

from services.outflow.contract import CaseFile, CaseStatus, ContactStatus
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import TaskDetail, TaskStatus
from tests.journeys.journey import Journey
from tests.journeys.places import CHUZHOU_QINLAN, YANGZHOU_YIZHENG
from tests.journeys.rehearsal import Rehearsal
from tests.journeys.rulebook import DAY, CalendarQuarter, contact, first_quarter
from tests.journeys.stage import Stage
from tests.journeys.telling import assert_fired

HOME, HOST = YANGZHOU_YIZHENG, CHUZHOU_QINLAN
QUARTER_DAYS = 92
RAISED_DAYS = 40
"""More than ten working days, whatever holidays."""


@dataclass
class FiveQuarters:
    journey: Journey
    quarters: list[CalendarQuarter]
    after_second: CaseFile
    after_third: CaseFile
    after_fifth: CaseFile
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
    journey = Journey(stage, HOME, HOST).depart().host_records_arrival().is_taken_in()
    left_on = journey.home.departed_on
    assert left_on is not None
    quarters = [first_quarter(left_on)]
    while len(quarters) < 5:
        quarters.append(quarters[-1].next)
    _, second, third, _, fifth = (quarter.name for quarter in quarters)

    journey.finds(journey.secretary, K.CONTACT_MEMBER, days=QUARTER_DAYS)
    journey.contact(reached=True)
    _opens(journey, second)
    journey.contact(reached=False)
    journey.contact(reached=False)
    _fires(journey, second, "raise-committee")
    after_second = journey.home_file
    journey.contact(reached=True)
    journey.until(lambda: _settled(journey, second, third), "两个季度的联系都已办结")
    after_third = journey.home_file
    _fires(journey, fifth, "raise-committee", days=3 * QUARTER_DAYS + RAISED_DAYS)
    after_fifth = journey.home_file
    raised = journey.raised_to(journey.home_department, K.CONTACT_MEMBER)
    journey.finds(journey.reception, K.LOOK_FOR_MEMBER)
    asked = next(d for d in journey.host_file.tasks if d.task.kind is K.LOOK_FOR_MEMBER)
    journey.contact(reached=True)
    journey.home_stands(CaseStatus.ACTIVE)
    return FiveQuarters(journey, quarters, after_second, after_third, after_fifth, raised, asked, journey.home_file)


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

    journey.until(fired, f"{quarter} 的联系任务「{rung}」", days=days)


def _settled(journey: Journey, *quarters: str) -> bool:
    tasks = [_contact_task(journey, quarter) for quarter in quarters]
    return all(detail is not None and detail.task.status is TaskStatus.DONE for detail in tasks)


@dataclass
class Grace:
    left_on_first_day_of_grace: CaseFile
    left_the_day_before: CaseFile
    quarter: CalendarQuarter


def grace(stage: Stage) -> Grace:
    quarter = CalendarQuarter.of(stage.today)
    if stage.today >= quarter.grace_from - 3 * DAY:
        quarter = quarter.next
    files = []
    for leaves_on in (quarter.grace_from, quarter.grace_from - DAY):
        journey = Journey(stage, HOME, HOST).depart(leaves_on=leaves_on)
        files.append(journey)
    for journey in files:
        journey.until(lambda journey=journey: journey.home_file.quarters, "第一个季度的联系开立", days=3 * QUARTER_DAYS)  # type: ignore[misc]
    within, before = files
    return Grace(within.home_file, before.home_file, quarter)


REHEARSED = (five_quarters, grace)


def test_a_contact_that_reaches_him_closes_the_quarter_in_which_it_was_made(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(five_quarters)
    assert played.status(played.after_second, 1) is ContactStatus.DONE
    assert played.task(played.after_second, 1).task.late is False


def test_attempts_are_counted_and_do_not_close_the_quarter_which_is_missed_and_rises_to_the_committee(
    rehearsal: Rehearsal,
) -> None:
    played = rehearsal.end_of(five_quarters)
    quarter = next(q for q in played.after_second.quarters if q.quarter == played.quarters[1].name)
    assert (quarter.status, quarter.attempts) == (ContactStatus.MISSED, 2)
    expected = contact(played.quarters[1], HOME.branch, HOME.committee)
    assert_fired(played.task(played.after_second, 2), expected, played.journey.told())


def test_a_late_contact_settles_the_missed_quarter_as_done_late(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(five_quarters)
    assert played.status(played.after_third, 2) is ContactStatus.DONE_LATE
    assert played.status(played.after_third, 3) is ContactStatus.DONE
    assert played.task(played.after_third, 2).task.late is True


def test_the_first_new_miss_is_not_the_second_in_a_row(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(five_quarters)
    expected = contact(played.quarters[3], HOME.branch, HOME.committee)
    assert_fired(played.task(played.after_fifth, 4), expected, played.journey.told())


def test_two_misses_in_a_row_go_to_the_department_and_the_host_is_asked_to_look(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(five_quarters)
    assert played.status(played.after_fifth, 4) is ContactStatus.MISSED
    assert played.status(played.after_fifth, 5) is ContactStatus.MISSED
    expected = contact(played.quarters[4], HOME.branch, HOME.committee, HOME.department)
    assert_fired(played.task(played.after_fifth, 5), expected, played.journey.told())
    assert played.raised_to_department
    assert played.host_was_asked.task.since >= played.quarters[4].last
    assert played.host_was_asked.task.holder == HOST.committee


def test_each_quarter_is_opened_once_and_one_contact_at_the_end_settles_them_all(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(five_quarters)
    names = [q.quarter for q in played.end.quarters]
    assert names[:5] == [quarter.name for quarter in played.quarters]
    assert len(names) == len(set(names))
    settled = {ContactStatus.DONE, ContactStatus.DONE_LATE}
    assert {q.status for q in played.end.quarters} <= settled, played.journey.told()
    assert played.status(played.end, 4) is played.status(played.end, 5) is ContactStatus.DONE_LATE


def test_who_leaves_in_the_last_30_days_of_a_quarter_owes_the_first_contact_in_the_next(rehearsal: Rehearsal) -> None:
    """`contact.first_due_grace`; one day earlier it is still this quarter."""
    played = rehearsal.end_of(grace)
    assert played.left_the_day_before.quarters[0].quarter == played.quarter.name
    assert played.left_on_first_day_of_grace.quarters[0].quarter == played.quarter.next.name
