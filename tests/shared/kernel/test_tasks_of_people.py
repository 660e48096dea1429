"""What people do about a task beside acting on it: claim, release, comment, urge; once, and in the right post."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import IntegrityError

from services.registry.permissions import PERMISSIONS
from shared.calendar.published import published_calendar
from shared.errors import Conflict, NotFound, NotYourPost
from shared.identifiers import new_id
from shared.policy.book import packaged_book
from shared.policy.schedule import plan
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Role
from shared.tasks import operations as tasks
from shared.tasks import people
from shared.tasks.contract import CommentOnTask, OpenTask, TaskDetail, UrgeTask
from shared.tasks.people import ClaimOfAnother, TaskClaimed, TaskOver, TaskUrgedToday
from shared.tasks.queries import Scope, TaskFilter, list_tasks, read_task
from tests.factories.acts import Acts
from tests.factories.deployment import FIRST_MOMENT
from tests.factories.people import holder

BRANCH, COMMITTEE, COUNTY = "32100300101", "321003001", "321003"
SECRETARY = holder(Role.BRANCH_SECRETARY, BRANCH, name="周超")
CONTACT = holder(Role.CONTACT_PERSON, BRANCH, name="吴敏")
CLERK = holder(Role.COMMITTEE_OFFICER, COMMITTEE, name="郑洁")
OFFICER = holder(Role.DEPARTMENT_OFFICER, COUNTY, name="李部")
STRANGER = holder(Role.BRANCH_SECRETARY, "34118100101", name="邓磊")
KIND = TaskKind.CONTACT_MEMBER
TODAY = FIRST_MOMENT.date()
SCHEDULE = plan(
    TaskKind.ANSWER_QUERY, since=TODAY, pack=packaged_book().pack("CN-BASE-2019"), calendar=published_calendar()
)
DAY = timedelta(days=1)


def opening(case_id: UUID, **changed: Any) -> OpenTask:
    values = {"kind": KIND, "case_id": case_id, "occurrence": "2026Q3", "holder": BRANCH}
    values |= {"role": Role.BRANCH_SECRETARY, "since": TODAY, "schedule": SCHEDULE}
    return OpenTask.model_validate(values | changed)


@pytest.fixture
def task_id(acts: Acts) -> UUID:
    with acts.begin() as act:
        return tasks.open_task(act, opening(new_id()), "321003-2026-000001").task_id


def claim(acts: Acts, task_id: UUID, actor: Actor = SECRETARY) -> None:
    with acts.begin(actor) as act:
        people.claim_task(act, PERMISSIONS, task_id)


def release(acts: Acts, task_id: UUID, actor: Actor = SECRETARY) -> None:
    with acts.begin(actor) as act:
        people.release_task(act, PERMISSIONS, task_id)


def comment(acts: Acts, task_id: UUID, words: str, actor: Actor = SECRETARY) -> None:
    with acts.begin(actor) as act:
        people.comment_on_task(act, PERMISSIONS, task_id, CommentOnTask(text=words))


def urge(acts: Acts, task_id: UUID, actor: Actor = OFFICER, words: str = "", days: int = 0) -> None:
    with acts.begin(actor, FIRST_MOMENT + days * DAY) as act:
        people.urge_task(act, PERMISSIONS, task_id, UrgeTask(text=words))


def detail(acts: Acts, task_id: UUID) -> TaskDetail:
    with acts.begin() as act:
        return read_task(act, PERMISSIONS, "registry", task_id)


def close(acts: Acts, task_id: UUID) -> None:
    with acts.begin(CONTACT) as act:
        task = read_task(act, PERMISSIONS, "registry", task_id).task
        tasks.close_task(act, task.case_id, KIND, BRANCH, verb="record_contact", occurrence="2026Q3")


def test_a_claim_says_who_works_on_it_and_its_end_keeps_that(acts: Acts, task_id: UUID) -> None:
    claim(acts, task_id)
    close(acts, task_id)
    task = detail(acts, task_id).task
    assert (task.claimed_by, task.claimed_by_name, task.claimed_at) == (SECRETARY.account, "周超", FIRST_MOMENT)
    assert task.closed_by_act == "record_contact"


def test_a_second_claim_is_told_who_was_first_and_when(acts: Acts, task_id: UUID) -> None:
    claim(acts, task_id)
    claim(acts, task_id)
    with pytest.raises(TaskClaimed, match=f"周超已于 {FIRST_MOMENT:%Y-%m-%d %H:%M} 认领"):
        claim(acts, task_id, CONTACT)


def test_of_two_claims_at_once_one_wins(acts: Acts, task_id: UUID) -> None:
    assert sorted(at_once(lambda who: claim(acts, task_id, who), [SECRETARY, CONTACT])) == ["", "task_claimed"]


def at_once(do: Callable[[Any], None], each: list[Any]) -> Iterator[str]:
    """The code of each one's refusal, empty where there was none."""

    def attempt(one: Any) -> str:
        try:
            do(one)
        except Conflict as refusal:
            return refusal.code
        return ""

    with ThreadPoolExecutor(len(each)) as pool:
        return pool.map(attempt, each)


def test_the_claimer_or_a_superior_releases_and_nobody_else(acts: Acts, task_id: UUID) -> None:
    claim(acts, task_id)
    with pytest.raises(ClaimOfAnother):
        release(acts, task_id, CONTACT)
    release(acts, task_id)
    claim(acts, task_id, CONTACT)
    release(acts, task_id, CLERK)
    assert detail(acts, task_id).task.claimed_by is None


def test_a_colleague_is_no_superior(acts: Acts) -> None:
    with acts.begin() as act:
        body = opening(new_id(), holder=COMMITTEE, role=Role.COMMITTEE_OFFICER)
        task_id = tasks.open_task(act, body, "").task_id
    claim(acts, task_id, CLERK)
    with pytest.raises(ClaimOfAnother):
        release(acts, task_id, replace(CLERK, account="a-colleague", name="孙月"))


def test_releasing_what_nobody_has_claimed_changes_nothing(acts: Acts, task_id: UUID) -> None:
    release(acts, task_id)
    assert detail(acts, task_id).task.claimed_by is None


def test_a_task_that_goes_to_another_organisation_is_claimed_by_nobody(acts: Acts, task_id: UUID) -> None:
    claim(acts, task_id)
    case_id = detail(acts, task_id).task.case_id
    with acts.begin() as act:
        tasks.open_task(act, opening(case_id), "")
    assert detail(acts, task_id).task.claimed_by_name == "周超"
    with acts.begin() as act:
        tasks.open_task(act, opening(case_id, holder=COMMITTEE, role=Role.COMMITTEE_OFFICER), "")
    assert detail(acts, task_id).task.claimed_by_name is None


def test_what_is_over_is_neither_claimed_nor_urged_but_may_be_written_about(acts: Acts, task_id: UUID) -> None:
    close(acts, task_id)
    with pytest.raises(TaskOver):
        claim(acts, task_id)
    with pytest.raises(TaskOver):
        urge(acts, task_id)
    comment(acts, task_id, "已当面说明。")
    assert detail(acts, task_id).comments[0].text == "已当面说明。"


def test_comments_stand_in_order_sealed_and_never_change(acts: Acts, task_id: UUID, registry_database: Engine) -> None:
    comment(acts, task_id, "汪海说周五来。")
    comment(acts, task_id, "知道了。", OFFICER)
    said = detail(acts, task_id).comments
    assert [(one.by, one.organisation, one.text) for one in said] == [
        ("周超", BRANCH, "汪海说周五来。"),
        ("李部", COUNTY, "知道了。"),
    ]
    with registry_database.connect() as connection:
        assert "汪海" not in str(connection.execute(text("SELECT * FROM task_comment")).all())
        with pytest.raises(IntegrityError, match="never changes"):
            connection.execute(text("UPDATE task_comment SET sealed_text = ''"))


def test_a_superior_urges_once_a_day_and_the_next_one_is_told_who_has(acts: Acts, task_id: UUID) -> None:
    urge(acts, task_id, words="请于周五前办结。")
    with pytest.raises(TaskUrgedToday, match=r"李部已于 .* 催办"):
        urge(acts, task_id, CLERK)
    urge(acts, task_id, CLERK, days=1)
    found = detail(acts, task_id)
    assert [(one.by, one.text, one.on) for one in found.urges] == [
        ("李部", "请于周五前办结。", TODAY),
        ("郑洁", "", TODAY + DAY),
    ]
    assert found.task.urged == found.urges[1]


def test_of_two_urges_at_once_one_counts(acts: Acts, task_id: UUID) -> None:
    assert sorted(at_once(lambda who: urge(acts, task_id, who), [OFFICER, CLERK])) == ["", "task_urged_today"]
    assert len(detail(acts, task_id).urges) == 1


@pytest.mark.parametrize("do", [claim, release, urge])
def test_a_stranger_learns_nothing(acts: Acts, task_id: UUID, do: Callable[..., None]) -> None:
    with pytest.raises(NotFound):
        do(acts, task_id, STRANGER)


def test_who_may_look_but_not_act_is_told_so(acts: Acts, task_id: UUID) -> None:
    with pytest.raises(NotYourPost):
        claim(acts, task_id, OFFICER)
    with pytest.raises(NotYourPost):
        urge(acts, task_id, SECRETARY)


def test_the_list_shows_claim_urge_and_comments_in_one_statement(
    acts: Acts, task_id: UUID, registry_database: Engine
) -> None:
    claim(acts, task_id)
    urge(acts, task_id, words="请抓紧。")
    urge(acts, task_id, words="再请抓紧。", days=1)
    comment(acts, task_id, "正在办。")
    sent: list[str] = []
    with acts.begin(SECRETARY) as act:
        event.listen(registry_database, "before_cursor_execute", lambda *said: sent.append(said[2]))
        page = list_tasks(act, PERMISSIONS, "registry", TaskFilter(scope=Scope.MINE))
    shown = page.items[0]
    assert len(sent) == 1
    assert shown.urged is not None
    assert (shown.claimed_by_name, shown.urged.text, shown.comments) == ("周超", "再请抓紧。", 1)
