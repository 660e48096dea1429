"""Taking up an organisation change: row locked, actor and step checked."""

from uuid import UUID

from services.registry.org_change.contract import ChangeStatus
from services.registry.org_change.domain import MAY_BE_TAKEN_IN
from services.registry.org_change.permissions import PERMISSIONS
from services.registry.org_change.tables import OrgChangeRow
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import NotFound
from shared.history import append, who_was_first
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.operations import close_task


def lock_change(act: Act, change_id: UUID) -> OrgChangeRow:
    """Raises NotFound."""
    row = act.session.get(OrgChangeRow, change_id, with_for_update=True)
    if row is None:
        raise NotFound()
    return row


def take_up(act: Act, verb: str, change_id: UUID) -> tuple[OrgChangeRow, Post]:
    """Raises NotFound, NotYourPost, StepAlreadyTaken."""
    row = lock_change(act, change_id)
    post = authorise(act.actor, verb, PERMISSIONS, Standing(own=row.decided_by_path))
    status = ChangeStatus(row.status)
    if status not in MAY_BE_TAKEN_IN[verb]:
        sentence = f"机构变动现在是“{status.label}”，这一步已不能办理"
        raise who_was_first(act.session, row.id, None, sentence)
    return row, post


def note(act: Act, verb: str, row: OrgChangeRow, post: Post | None, *, words: str = "", **details: object) -> None:
    append(act, verb, row.id, row.status, post=post, words=words, **details)


def done(act: Act, row: OrgChangeRow, kind: TaskKind, verb: str) -> None:
    close_task(act, row.id, kind, row.decided_by, verb=verb)
