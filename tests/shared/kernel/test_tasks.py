"""Tasks: opened once, re-armed, closed by acts, reminded and raised once per rung, to somebody who is there."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine

from services.registry.permissions import PERMISSIONS
from shared.act import Act
from shared.calendar.published import published_calendar
from shared.errors import NotFound
from shared.identifiers import new_id
from shared.keys import KeyRing
from shared.organisation_directory.queries import organisation
from shared.policy.book import packaged_book
from shared.policy.ladder import RungAction, RungEffect, RungTarget
from shared.policy.schedule import PlannedRung, plan
from shared.policy.task_kinds import TaskKind
from shared.posts import Role
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask, Pause, TaskDetail, TaskStatus
from shared.tasks.queries import Scope, TaskFilter, list_tasks, read_task
from shared.tasks.superior import superior
from shared.tasks.tables import TaskRow
from tests.factories.acts import Acts
from tests.factories.deployment import FIRST_MOMENT
from tests.factories.organisations import demo_directory, path_of, plant_directory
from tests.factories.people import holder

BRANCH, COMMITTEE, COUNTY, CITY, PROVINCE = "32100300101", "321003001", "321003", "321000", "320000"
SECRETARY = holder(Role.BRANCH_SECRETARY, BRANCH)
KIND = TaskKind.CONTACT_MEMBER
TODAY = FIRST_MOMENT.date()
SCHEDULE = plan(
    TaskKind.ANSWER_QUERY, since=TODAY, pack=packaged_book().pack("CN-BASE-2019"), calendar=published_calendar()
)


def opening(case_id: UUID, **changed: object) -> OpenTask:
    values = {
        "kind": KIND,
        "case_id": case_id,
        "occurrence": "2026Q3",
        "holder": BRANCH,
        "role": Role.BRANCH_SECRETARY,
        "since": TODAY,
        "schedule": SCHEDULE,
    }
    return OpenTask.model_validate(values | changed)


def rung(to: RungTarget = RungTarget.COMMITTEE, name: str = "raise-1", effect: RungEffect | None = None) -> PlannedRung:
    why = SCHEDULE.why
    return PlannedRung(name=name, action=RungAction.RAISE, at=FIRST_MOMENT, day=TODAY, to=to, effect=effect, why=why)


def opened(acts: Acts, opening_: OpenTask) -> OpenedTask:
    with acts.begin() as act:
        return tasks.open_task(act, opening_, "321003-2026-000001")


def close(act: Act, case_id: UUID) -> None:
    tasks.close_task(act, case_id, KIND, BRANCH, verb="record_contact", occurrence="2026Q3")


def fire(acts: Acts, task_id: UUID, planned: PlannedRung) -> bool:
    with acts.begin() as act:
        return tasks.fire_rung(act, task_id, planned, {}, lambda _, __: None).fired


def detail(acts: Acts, task_id: UUID) -> TaskDetail:
    with acts.begin() as act:
        return read_task(act, PERMISSIONS, "registry", task_id)


def test_opening_twice_is_one_task(acts: Acts) -> None:
    body = opening(new_id())
    assert opened(acts, body) == opened(acts, body)


def test_many_openings_at_once_are_one_task(acts: Acts) -> None:
    body = opening(new_id())
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: opened(acts, body), range(16)))
    assert len({one.task_id for one in found}) == 1


def test_opening_again_re_arms_holder_and_pauses(acts: Acts) -> None:
    case_id = new_id()
    first = opened(acts, opening(case_id))
    again = opened(acts, opening(case_id, holder=COMMITTEE, role=Role.COMMITTEE_OFFICER, pauses=[Pause(start=TODAY)]))
    task = detail(acts, first.task_id).task
    assert again.task_id == first.task_id
    assert (task.holder, task.role, task.paused) == (COMMITTEE, Role.COMMITTEE_OFFICER, True)


def test_another_occurrence_is_another_task(acts: Acts) -> None:
    case_id = new_id()
    assert opened(acts, opening(case_id)).task_id != opened(acts, opening(case_id, occurrence="2026Q4")).task_id


def test_an_act_closes_its_task_and_re_arming_does_not_reopen_it(acts: Acts) -> None:
    body = opening(new_id())
    first = opened(acts, body)
    with acts.begin(SECRETARY) as act:
        close(act, body.case_id)
    assert opened(acts, body) == OpenedTask(task_id=first.task_id, status=TaskStatus.DONE, fired=())


def test_an_act_that_comes_before_its_task_is_not_asked_again(acts: Acts) -> None:
    body = opening(new_id())
    with acts.begin(SECRETARY) as act:
        close(act, body.case_id)
    assert opened(acts, body).status is TaskStatus.DONE


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
def test_late_means_after_the_due_date(acts: Acts, days: int, late: bool) -> None:
    body = opening(new_id())
    task_id = opened(acts, body).task_id
    day = SCHEDULE.due_on - TODAY + timedelta(days=days)
    with acts.begin(SECRETARY, FIRST_MOMENT + day) as act:
        close(act, body.case_id)
    assert detail(acts, task_id).task.late is late


def test_withdrawing_leaves_an_answered_task_answered(acts: Acts) -> None:
    answered, open_one = opening(new_id()), opening(new_id())
    ids = [opened(acts, body).task_id for body in (answered, open_one)]
    with acts.begin() as act:
        close(act, answered.case_id)
        for task_id in ids:
            tasks.withdraw_task(act, task_id)
    assert [detail(acts, one).task.status for one in ids] == [TaskStatus.DONE, TaskStatus.CANCELLED]


def test_the_end_of_a_case_cancels_what_is_open_only(acts: Acts) -> None:
    case_id = new_id()
    done, other = opened(acts, opening(case_id)), opened(acts, opening(case_id, occurrence="2026Q4"))
    with acts.begin() as act:
        close(act, case_id)
        tasks.cancel_case_tasks(act, case_id, verb="cancel_departure")
    assert detail(acts, done.task_id).task.status is TaskStatus.DONE
    assert detail(acts, other.task_id).task.closed_by_act == "cancel_departure"


def test_a_rung_fires_once_however_often_it_is_sent(acts: Acts) -> None:
    task_id = opened(acts, opening(new_id())).task_id
    with ThreadPoolExecutor(8) as pool:
        fired = list(pool.map(lambda _: fire(acts, task_id, rung()), range(16)))
    assert fired.count(True) == 1
    (stored,) = detail(acts, task_id).fired
    assert (stored.went_to, stored.why) == (COMMITTEE, SCHEDULE.why)


def test_a_closed_task_rises_no_more(acts: Acts) -> None:
    body = opening(new_id())
    task_id = opened(acts, body).task_id
    with acts.begin() as act:
        close(act, body.case_id)
    assert not fire(acts, task_id, rung())


def test_a_rung_of_an_unknown_task_is_refused(acts: Acts) -> None:
    with pytest.raises(NotFound):
        fire(acts, new_id(), rung())


def test_an_effect_happens_once_with_its_rung_after_the_case_is_locked(acts: Acts) -> None:
    body = opening(new_id())
    task_id, order = opened(acts, body).task_id, list[str]()

    def effect(_: Act, task: TaskRow, __: PlannedRung) -> None:
        order.append(f"effect {task.case_id}")

    for _ in range(2):
        with acts.begin() as act:
            planned = rung(effect=RungEffect.MISS_CONTACT)
            tasks.fire_rung(
                act, task_id, planned, {RungEffect.MISS_CONTACT: effect}, lambda _, case: order.append(f"lock {case}")
            )
    assert order == [f"lock {body.case_id}", f"effect {body.case_id}", f"lock {body.case_id}"]


@pytest.mark.parametrize(
    ("to", "vacant", "went_to"),
    [
        (RungTarget.HOLDER, set(), BRANCH),
        (RungTarget.COMMITTEE, set(), COMMITTEE),
        (RungTarget.COUNTY_DEPARTMENT, set(), COUNTY),
        (RungTarget.CITY_DEPARTMENT, set(), CITY),
        (RungTarget.PROVINCIAL_DEPARTMENT, set(), PROVINCE),
        (RungTarget.COMMITTEE, {COMMITTEE}, COUNTY),
        (RungTarget.COMMITTEE, {COMMITTEE, COUNTY}, CITY),
        (RungTarget.COMMITTEE, {COMMITTEE, COUNTY, CITY, PROVINCE}, COMMITTEE),
    ],
)
def test_a_rung_goes_to_the_level_named_or_the_next_staffed_one(
    acts: Acts, keys: KeyRing, to: RungTarget, vacant: set[str], went_to: str
) -> None:
    plant_directory(acts.engine, demo_directory(keys, version=2, vacant=frozenset(vacant)))
    with acts.begin() as act:
        found = superior(act.session, path_of(BRANCH), to)
        assert found.code == went_to
        if vacant:
            assert "暂无在岗人员" in found.reason
        assert organisation(act.session, found.code).name == found.name


def test_mine_raised_and_subtree_are_three_lists(acts: Acts) -> None:
    mine, raised = opened(acts, opening(new_id())), opened(acts, opening(new_id()))
    fire(acts, raised.task_id, rung())

    def seen(role: Role, code: str, scope: Scope) -> set[UUID]:
        with acts.begin(holder(role, code)) as act:
            page = list_tasks(act, PERMISSIONS, "registry", TaskFilter(scope=scope))
            return {task.task_id for task in page.items}

    both = {mine.task_id, raised.task_id}
    assert seen(Role.BRANCH_SECRETARY, BRANCH, Scope.MINE) == both
    assert seen(Role.CONTACT_PERSON, BRANCH, Scope.MINE) == set()
    assert seen(Role.COMMITTEE_OFFICER, COMMITTEE, Scope.RAISED) == {raised.task_id}
    assert seen(Role.DEPARTMENT_OFFICER, COUNTY, Scope.SUBTREE) == both
    assert seen(Role.DEPARTMENT_OFFICER, "340000", Scope.SUBTREE) == set()


def test_pages_follow_each_other_without_gap_or_repeat(acts: Acts) -> None:
    for _ in range(7):
        opened(acts, opening(new_id()))
    found, after = list[UUID](), None
    while True:
        with acts.begin(SECRETARY) as act:
            page = list_tasks(act, PERMISSIONS, "registry", TaskFilter(limit=3, after=after))
        found += [task.task_id for task in page.items]
        after = page.next
        if after is None:
            break
    assert len(found) == len(set(found)) == 7


def test_overdue_is_counted_in_working_days(acts: Acts, registry_database: Engine) -> None:
    task_id = opened(acts, opening(new_id())).task_id
    with acts.begin(at=FIRST_MOMENT + (date(2026, 9, 14) - TODAY)) as act:
        task = read_task(act, PERMISSIONS, "registry", task_id).task
    assert SCHEDULE.due_on == date(2026, 9, 4)
    assert task.overdue_working_days == 6
