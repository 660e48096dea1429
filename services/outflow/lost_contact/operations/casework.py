"""Taking up a loss: case locked first, actor and step checked; and putting it down again."""

from uuid import UUID

from services.outflow.lost_contact.contract import LostStatus
from services.outflow.lost_contact.domain import LED_HERE, MAY_BE_TAKEN_IN, occurrence_of
from services.outflow.lost_contact.permissions import PERMISSIONS
from services.outflow.lost_contact.queries import newest
from services.outflow.lost_contact.snapshots import lost_state, publish_lost
from services.outflow.lost_contact.tables import LostContactRow
from services.outflow.operations.casework import lock_case, note
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import Conflict
from shared.history import who_was_first
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.operations import close_task


class NotLost(Conflict):
    message = "该党员没有失去联系的记录；请先登记联系渠道失效。"


def take_case(act: Act, verb: str, case_id: UUID) -> tuple[CaseRow, Post]:
    """Raises NotFound, NotYourPost."""
    case = lock_case(act, case_id)
    return case, authorise(act.actor, verb, PERMISSIONS, standing_of(case))


def take_up(act: Act, verb: str, case_id: UUID) -> tuple[CaseRow, LostContactRow, Post]:
    """Raises NotFound, NotYourPost, NotLost, and StepAlreadyTaken naming who was first."""
    case, post = take_case(act, verb, case_id)
    row = newest(act, case.id)
    if row is None:
        raise NotLost()
    check_step(act, verb, row)
    return case, row, post


def check_step(act: Act, verb: str, row: LostContactRow) -> None:
    if LostStatus(row.status) not in MAY_BE_TAKEN_IN[verb]:
        raise already_taken(act, row)


def already_taken(act: Act, row: LostContactRow, *verbs: str) -> Exception:
    """`verbs`: the acts that took the step, where the status alone does not tell."""
    status = LostStatus(row.status)
    sentence = f"失联处理现在是“{status.label}”，这一步不能办理"
    return who_was_first(act.session, row.case_id, set(verbs) or LED_HERE.get(status), sentence)


def done(act: Act, case: CaseRow, row: LostContactRow, kind: TaskKind, verb: str, occurrence: str = "") -> None:
    """Close the task that this act answers, as it stood before the act."""
    state = lost_state(act, case, row)
    committee = kind in (TaskKind.DECIDE_LOST_MEASURE, TaskKind.FILE_LOST_MEASURE)
    holder = state.home_committee if committee else state.home_branch
    close_task(act, case.id, kind, holder, verb=verb, occurrence=occurrence or occurrence_of(state))


def put_down(
    act: Act, case: CaseRow, row: LostContactRow, verb: str, post: Post | None, *, words: str = "", **details: object
) -> None:
    note(act, verb, case, post, words=words, lost=row.status, **details)
    publish_lost(act, case, row, verb)
