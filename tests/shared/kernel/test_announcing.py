"""What people are told of tasks: counts as the first page has them, and rungs of what is still open, in their order."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from shared.announcing.contract import DueCount
from shared.announcing.queries import count_due, list_rungs_to_tell
from shared.identifiers import first_id_at, new_id
from shared.policy.ladder import RungAction, RungTarget
from shared.policy.schedule import PlannedRung
from shared.posts import Role
from shared.tasks import operations as tasks
from tests.factories.acts import Acts
from tests.factories.deployment import FIRST_MOMENT
from tests.shared.kernel.test_tasks import BRANCH, COMMITTEE, SCHEDULE, TODAY, close, fire, opened, opening, rung

LONG_AGO = first_id_at(datetime.now(UTC) - timedelta(days=1))


def due(acts: Acts, on: date) -> UUID:
    case_id = new_id()
    opened(acts, opening(case_id, schedule=SCHEDULE.model_copy(update={"due_on": on})))
    return case_id


def test_open_tasks_are_counted_by_holder_and_role_as_the_first_page_parts_them(acts: Acts) -> None:
    for days in (-5, -1, 0, 1, 3, 4):
        due(acts, TODAY + timedelta(days=days))
    done = due(acts, TODAY)
    with acts.begin() as act:
        close(act, done)
    with acts.begin() as act:
        counted = count_due(act)
    assert counted.day == TODAY
    assert counted.rows == [DueCount(organisation=BRANCH, role=Role.BRANCH_SECRETARY, overdue=2, today=1, soon=2)]


def reminder() -> PlannedRung:
    planned = rung(to=RungTarget.HOLDER, name="remind-1")
    return planned.model_copy(update={"action": RungAction.REMIND})


def test_reminders_concern_the_holder_and_rises_those_who_oversee(acts: Acts) -> None:
    case_id = new_id()
    task = opened(acts, opening(case_id)).task_id
    fire(acts, task, reminder())
    fire(acts, task, rung(name="raise-1"))
    fire(acts, task, rung(name="effect-1").model_copy(update={"action": RungAction.EFFECT}))
    with acts.begin() as act:
        first, second = list_rungs_to_tell(act, LONG_AGO).items
    assert (first.action, first.organisation, first.roles) == (RungAction.REMIND, BRANCH, (Role.BRANCH_SECRETARY,))
    assert (second.action, second.organisation) == (RungAction.RAISE, COMMITTEE)
    assert Role.COMMITTEE_OFFICER in second.roles
    assert Role.BRANCH_SECRETARY not in second.roles
    assert (first.label, first.case_label, first.due_on) == ("季度联系", "321003-2026-000001", SCHEDULE.due_on)
    assert first.fired_at == FIRST_MOMENT
    with acts.begin() as act:
        assert [one.rung_id for one in list_rungs_to_tell(act, first.rung_id).items] == [second.rung_id]


def test_what_has_been_answered_is_no_news(acts: Acts) -> None:
    case_id = new_id()
    fire(acts, opened(acts, opening(case_id)).task_id, reminder())
    with acts.begin() as act:
        close(act, case_id)
        assert list_rungs_to_tell(act, LONG_AGO).items == []


def test_what_a_workflow_took_back_is_no_news(acts: Acts) -> None:
    task = opened(acts, opening(new_id())).task_id
    fire(acts, task, reminder())
    with acts.begin() as act:
        tasks.withdraw_task(act, task)
        assert list_rungs_to_tell(act, LONG_AGO).items == []
