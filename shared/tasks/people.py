"""What people do about a task beside acting on it: claim and release it, write beside it, urge its holder.

Each takes the task's own row lock. None of them stops anybody from acting: people decide.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from shared.act import Act
from shared.audit import record
from shared.authorisation import Permissions, Standing, authorise
from shared.business_clock import SHANGHAI
from shared.errors import NotAtThisStep, NotFound, NotYourPost, StepAlreadyTaken
from shared.identifiers import is_within
from shared.organisation_directory.queries import organisation
from shared.posts import Post, Role
from shared.tasks.contract import CommentOnTask, TaskStatus, UrgeTask
from shared.tasks.tables import TaskCommentRow, TaskRow, TaskUrgeRow

SUPERIORS = frozenset({Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER})


class TaskClaimed(StepAlreadyTaken):
    """`by` and `at` say who works on it."""


class TaskUrgedToday(StepAlreadyTaken):
    """`by` and `at` say who has urged it today."""


class ClaimOfAnother(NotYourPost):
    message = "这项任务由别人认领，请由认领人本人或上级党组织释放。"


class TaskOver(NotAtThisStep):
    message = "这项任务已办结或已取消，请刷新后再看。"


def claim_task(act: Act, permissions: Permissions, task_id: UUID) -> TaskRow:
    """Claiming what is mine already changes nothing. Raises NotFound, NotYourPost, TaskOver, TaskClaimed."""
    row, post = take_up(act, "claim_task", permissions, task_id)
    _check_open(row)
    if row.claimed_by == act.actor.account:
        return row
    if row.claimed_by is not None and row.claimed_at is not None:
        who, at = row.claimed_by_name, row.claimed_at
        sentence = f"{who}已于 {_moment(at)} 认领这项任务；如需改由您办理，请先由其本人或上级释放。"
        raise TaskClaimed(sentence, act="claim_task", by=who, organisation=row.holder, at=at.isoformat())
    row.claimed_by, row.claimed_by_name, row.claimed_at = act.actor.account, act.actor.name_in(post), act.at
    note(act, "claim_task", row, post)
    return row


def release_task(act: Act, permissions: Permissions, task_id: UUID) -> TaskRow:
    """By the one who claimed it, or by a superior. A task that nobody has claimed stays as it is. Raises NotFound,
    NotYourPost, ClaimOfAnother, TaskOver."""
    row, post = take_up(act, "release_task", permissions, task_id)
    _check_open(row)
    if row.claimed_by is None:
        return row
    if row.claimed_by != act.actor.account and not _is_superior(act, row):
        raise ClaimOfAnother(by=row.claimed_by_name)
    row.claimed_by = row.claimed_by_name = row.claimed_at = None
    note(act, "release_task", row, post)
    return row


def comment_on_task(act: Act, permissions: Permissions, task_id: UUID, body: CommentOnTask) -> TaskRow:
    """Also beside a task that is over. Raises NotFound, NotYourPost."""
    row, post = take_up(act, "comment_on_task", permissions, task_id)
    said = _words(act, post, body.text)
    act.session.add(TaskCommentRow(task_id=row.id, **said))
    note(act, "comment_on_task", row, post)
    return row


def urge_task(act: Act, permissions: Permissions, task_id: UUID, body: UrgeTask) -> TaskRow:
    """催办. Raises NotFound, NotYourPost, TaskOver, TaskUrgedToday naming who was first."""
    row, post = take_up(act, "urge_task", permissions, task_id)
    _check_open(row)
    name = organisation(act.session, post.organisation).name
    said = _words(act, post, body.text) | {"task_id": row.id, "on": act.today, "organisation_name": name}
    statement = insert(TaskUrgeRow).values(said).on_conflict_do_nothing().returning(TaskUrgeRow.id)
    if act.session.execute(statement).scalar() is None:
        raise _urged_today(act, row)
    note(act, "urge_task", row, post)
    return row


def take_up(act: Act, verb: str, permissions: Permissions, task_id: UUID) -> tuple[TaskRow, Post]:
    row = act.session.get(TaskRow, task_id, with_for_update=True)
    if row is None:
        raise NotFound()
    standing = Standing(own=row.holder_path)
    return row, authorise(act.actor, verb, permissions, standing, readers=permissions["read_task"])


def _check_open(row: TaskRow) -> None:
    if row.status != TaskStatus.OPEN:
        raise TaskOver(status=row.status)


def _is_superior(act: Act, row: TaskRow) -> bool:
    """From above: a colleague at the same organisation is none."""
    above = (post for post in act.actor.posts if post.organisation != row.holder)
    return any(post.role in SUPERIORS and is_within(row.holder_path, post.path) for post in above)


def who_says(act: Act, post: Post) -> dict[str, object]:
    """What a row beside a task keeps of the one who made it."""
    return {
        "account": act.actor.account,
        "by": act.actor.name_in(post),
        "role": post.role,
        "organisation": post.organisation,
        "at": act.at,
    }


def _words(act: Act, post: Post, text: str) -> dict[str, object]:
    return who_says(act, post) | {"sealed_text": act.seal_text(text)}


def _urged_today(act: Act, row: TaskRow) -> TaskUrgedToday:
    query = select(TaskUrgeRow).where(TaskUrgeRow.task_id == row.id, TaskUrgeRow.on == act.today)
    first = act.session.scalars(query).one()
    sentence = f"{first.organisation_name}{first.by}已于 {_moment(first.at)} 催办，同一事项一天催办一次，明天可再催。"
    return TaskUrgedToday(
        sentence, act="urge_task", by=first.by, organisation=first.organisation, at=first.at.isoformat()
    )


def _moment(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def note(act: Act, verb: str, row: TaskRow, post: Post) -> None:
    details = {"task": str(row.id)}
    record(act.session, verb, act.actor, post=post, object_id=row.case_id, business_at=act.at, details=details)
