"""Taking up the exchange of a placement: placement locked first, then its own row; post and step checked."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from services.inflow.exchange.permissions import PERMISSIONS
from services.inflow.exchange.snapshots import exchange_state, publish_exchange
from services.inflow.exchange.tables import ExchangeRow
from services.inflow.operations.casework import lock_placement, path_of
from services.inflow.operations.letters import placement_addressed, speaking_for_home
from services.inflow.operations.parties import check_parties
from services.inflow.permissions import EVERYBODY
from services.inflow.queries import standing_of
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import DateInTheFuture, NotAtThisStep
from shared.history import append
from shared.letters.contract import Letter
from shared.letters.operations import NEVER_ANNOUNCED, LetterRefused
from shared.policy.task_kinds import TaskKind
from shared.posts import Post, Role
from shared.tasks.operations import close_task


class NotEnrolledHere(NotAtThisStep):
    message = "该党员不在本支部名册上，不能办理；请刷新页面，核对他现在由哪个支部管理。"


def take_up(act: Act, verb: str, case_id: UUID) -> tuple[PlacementRow, ExchangeRow, Post]:
    """Raises NotFound, NotYourPost, NotEnrolledHere."""
    row = lock_placement(act, case_id)
    post = permit(act, verb, row, row.host_branch or row.host_committee)
    return row, exchange_of(act, row), post


def permit(act: Act, verb: str, row: PlacementRow, owner: str) -> Post:
    """`owner`: the host branch, or whoever above it holds the step."""
    standing = replace(standing_of(row), own=path_of(row, owner))
    return authorise(act.actor, verb, PERMISSIONS, standing, readers=EVERYBODY)


def exchange_of(act: Act, row: PlacementRow) -> ExchangeRow:
    """Raises NotEnrolledHere before the enrolment and after the release."""
    exchange = act.session.get(ExchangeRow, row.id, with_for_update=True)
    if exchange is None or exchange.over:
        raise NotEnrolledHere(status=row.status)
    return exchange


def done(act: Act, row: PlacementRow, exchange: ExchangeRow, kind: TaskKind, key: str, verb: str) -> None:
    """Close the task that this act answers."""
    state = exchange_state(act, row, exchange)
    holder = state.host_committee if kind is TaskKind.ACKNOWLEDGE_CHANGE else state.host_branch
    close_task(act, row.case_id, kind, holder, verb=verb, occurrence=state.occurrence(key))


def note(act: Act, row: PlacementRow, verb: str, post: Post | None, **details: Any) -> None:
    append(act, verb, row.case_id, row.status, post=post, attempt=row.attempt, **details)


Meaning = Callable[[Act, PlacementRow, ExchangeRow, Any], bool]
"""What the body of a letter does; False when the placement has outrun it."""


def heard(meaning: Meaning) -> Callable[[Act, Letter], None]:
    """A letter from home about this placement: parties checked, history written, workflow told."""

    def apply(act: Act, letter: Letter) -> None:
        row = placement_addressed(act, letter)
        if row is None:
            raise LetterRefused(NEVER_ANNOUNCED)
        check_parties(act, letter, row)
        act = speaking_for_home(act, row)
        verb, post = f"letter_{letter.body.type.lower()}", Post(Role.SYSTEM, letter.sender, row.home_path)
        exchange = act.session.get(ExchangeRow, row.id, with_for_update=True)
        if exchange is None or exchange.over or not meaning(act, row, exchange, letter.body):
            note(act, row, verb, post, ignored=True)
            return
        note(act, row, verb, post)
        publish_exchange(act, row, exchange)

    return apply


def not_later_than_today(act: Act, **days: Any) -> None:
    wrong = [name for name, day in days.items() if day > act.today]
    if wrong:
        raise DateInTheFuture(fields=[{"field": name, "message": "晚于今天"} for name in wrong])
