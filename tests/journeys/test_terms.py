"""Terms that run out on the way: the certificate's chain, the objection, home's answer to a query."""

from dataclasses import dataclass

from services.inflow.contract import PlacementStatus
from services.outflow.contract import Case, CaseStatus
from shared.business_clock import SHANGHAI
from shared.policy.task_kinds import TaskKind as K
from shared.tasks.contract import TaskDetail, TaskStatus
from tests.journeys.journey import Journey
from tests.journeys.owed import Owed
from tests.journeys.places import CHUZHOU_QINLAN, CHUZHOU_TONGCHENG, YANGZHOU_YIZHENG
from tests.journeys.rehearsal import Rehearsal
from tests.journeys.rulebook import (
    certificate_step,
    home_answer,
    objection,
    working_days_after,
    working_days_between,
)
from tests.journeys.stage import Stage
from tests.journeys.telling import assert_fired

HOME, HOST = YANGZHOU_YIZHENG, CHUZHOU_QINLAN
TERM_DAYS = 35
LAST = "raise-second"


def _runs_out(journey: Journey, kind: K) -> TaskDetail:
    """Wait for the last rung of a task that nobody does."""

    def all_fired() -> bool:
        found = [d for d in journey.tasks() if d.task.kind is kind]
        return bool(found) and any(rung.name == LAST for rung in found[0].fired)

    journey.until(all_fired, f"“{kind.label}”最后一级督办", days=TERM_DAYS)
    return journey.task(kind)


@dataclass
class Stuck:
    journey: Journey
    case: Case
    tasks: dict[K, TaskDetail]
    end: Case | None = None
    owed_at_the_end: frozenset[Owed] = frozenset()


def never_briefed(stage: Stage) -> Stuck:
    journey = Journey(stage, HOME, HOST).declare()
    tasks = {kind: _runs_out(journey, kind) for kind in (K.BRIEF_MEMBER, K.REQUEST_CERTIFICATE)}
    return Stuck(journey, journey.home, tasks)


def never_numbered(stage: Stage) -> Stuck:
    journey = Journey(stage, HOME, HOST).declare()
    journey.brief()
    journey.request_certificate()
    return Stuck(journey, journey.home, {K.NUMBER_CERTIFICATE: _runs_out(journey, K.NUMBER_CERTIFICATE)})


def never_sealed(stage: Stage) -> Stuck:
    journey = Journey(stage, HOME, HOST).declare()
    for step in (journey.brief, journey.request_certificate, journey.number):
        step()
    return Stuck(journey, journey.home, {K.SEAL_CERTIFICATE: _runs_out(journey, K.SEAL_CERTIFICATE)})


def never_issued(stage: Stage) -> Stuck:
    journey = Journey(stage, HOME, HOST).declare()
    for step in (journey.brief, journey.request_certificate, journey.number, journey.seal):
        step()
    tasks = {K.ISSUE_CERTIFICATE: _runs_out(journey, K.ISSUE_CERTIFICATE)}
    journey.issue()
    tasks[K.ISSUE_CERTIFICATE] = journey.task(K.ISSUE_CERTIFICATE)
    return Stuck(journey, journey.home, tasks)


def objection_lapses(stage: Stage) -> Stuck:
    journey = Journey(stage, HOME, HOST).depart().host_records_arrival()
    journey.finds(journey.reception, K.VERIFY_CERTIFICATE)
    journey.refuse("G1", "活动证系伪造。")
    journey.finds(journey.home_office, K.CONSIDER_OBJECTION)
    journey.finds(journey.secretary, K.NAME_HOST, days=TERM_DAYS)
    case, task = journey.home, journey.task(K.CONSIDER_OBJECTION)
    journey.name_host(CHUZHOU_TONGCHENG)
    journey.host_stands(PlacementStatus.RECEIVED)
    journey.is_taken_in()
    return Stuck(journey, case, {K.CONSIDER_OBJECTION: task}, journey.home, frozenset(journey.owed()))


@dataclass
class AnsweredLate:
    journey: Journey
    asked: TaskDetail
    """Home's task, unanswered."""
    waiting: TaskDetail
    """The host's task while home owes the answer."""
    placing: TaskDetail
    paused: tuple[int, int]
    """Fewest and most working days that the host's clock may have stood still."""


def home_answers_late(stage: Stage) -> AnsweredLate:
    journey = Journey(stage, HOME, HOST).depart().host_records_arrival()
    asked_from = stage.today
    journey.ask_home("请核对党员姓名。")
    asked_until = stage.today
    journey.finds(journey.secretary, K.ANSWER_QUERY)

    def raised() -> bool:
        return any(rung.name == "raise-department" for rung in journey.task(K.ANSWER_QUERY).fired)

    journey.until(raised, "未答复的查询报到县级组织部门", days=TERM_DAYS)
    asked, waiting = journey.task(K.ANSWER_QUERY), journey.task(K.VERIFY_CERTIFICATE)
    answered_from = stage.today
    journey.answer(confirmed=True)
    journey.finds(journey.host_office, K.PLACE_MEMBER)
    answered_until = stage.today
    placing = journey.task(K.PLACE_MEMBER)
    paused = (
        working_days_between(asked_until, answered_from),
        working_days_between(asked_from, answered_until),
    )
    journey.place()
    journey.enrol()
    journey.is_active_on_both_sides()
    return AnsweredLate(journey, asked, waiting, placing, paused)


REHEARSED = (
    never_briefed,
    never_numbered,
    never_sealed,
    never_issued,
    objection_lapses,
    home_answers_late,
)


def test_a_certificate_that_nobody_moves_rises_from_each_holder_by_its_own_line(rehearsal: Rehearsal) -> None:
    """`certificate.issue`: 5 wd from the declaration, then 3 wd and 8 wd later one level up."""
    lines = {
        K.BRIEF_MEMBER: (never_briefed, HOME.branch, HOME.committee, HOME.department),
        K.REQUEST_CERTIFICATE: (never_briefed, HOME.branch, HOME.committee, HOME.department),
        K.NUMBER_CERTIFICATE: (never_numbered, HOME.department, HOME.city, HOME.province),
        K.SEAL_CERTIFICATE: (never_sealed, HOME.committee, HOME.committee, HOME.department),
        K.ISSUE_CERTIFICATE: (never_issued, HOME.branch, HOME.committee, HOME.department),
    }
    for kind, (journey, holder, first, second) in lines.items():
        played = rehearsal.end_of(journey)
        expected = certificate_step(played.case.declared_on, holder, first, second)
        assert_fired(played.tasks[kind], expected, played.journey.told())
        assert played.tasks[kind].task.due_on == working_days_after(played.case.declared_on, 5)


def test_an_overdue_step_is_still_done_by_its_holder_and_marked_late(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(never_issued)
    task = played.tasks[K.ISSUE_CERTIFICATE].task
    assert (task.status, task.late, task.holder) == (TaskStatus.DONE, True, HOME.branch)
    assert played.journey.home.departed_on is not None


def test_without_an_objection_in_time_home_is_asked_for_another_host_which_accepts(rehearsal: Rehearsal) -> None:
    """`refusal.auto_open`: home may object within 5 wd to a refusal with a listed ground."""
    played = rehearsal.end_of(objection_lapses)
    task = played.tasks[K.CONSIDER_OBJECTION]
    assert_fired(task, objection(task.task.since, HOME.committee), played.journey.told())
    assert task.task.status is TaskStatus.CANCELLED
    assert (played.case.status, played.case.duty_holder) == (CaseStatus.REFUSED, HOME.branch)
    end = played.end
    assert end is not None
    assert (end.status, end.attempt, end.host_committee) == (CaseStatus.ACTIVE, 2, CHUZHOU_TONGCHENG.committee)
    ended = (K.NAME_HOST, K.CONSIDER_OBJECTION, K.REVIEW_REFUSAL)
    assert not [one for one in played.owed_at_the_end if one.kind in ended]


def test_an_unanswered_query_rises_on_the_home_side(rehearsal: Rehearsal) -> None:
    """`accept.home_answer` 3 wd."""
    played = rehearsal.end_of(home_answers_late)
    expected = home_answer(played.asked.task.since, HOME.branch, HOME.committee, HOME.department)
    assert_fired(played.asked, expected, played.journey.told())


def test_the_hosts_clock_stands_still_while_home_owes_the_answer(rehearsal: Rehearsal) -> None:
    played = rehearsal.end_of(home_answers_late)
    assert played.waiting.task.paused
    asked_on = played.asked.task.since
    late = [rung.name for rung in played.waiting.fired if rung.planned_at.astimezone(SHANGHAI).date() > asked_on]
    assert late == [], played.journey.told()
    reported_on = played.journey.arrived_on()
    fewest, most = (working_days_after(reported_on, 10 + paused) for paused in played.paused)
    assert fewest <= played.placing.task.due_on <= most, played.journey.told()
    assert Owed("inflow", K.VERIFY_CERTIFICATE, HOST.committee) not in played.journey.owed()
