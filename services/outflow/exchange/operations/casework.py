"""Taking up the exchange of a case: case locked first, then its own row; post and step checked."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from services.outflow.exchange.domain import NotAway
from services.outflow.exchange.permissions import PERMISSIONS
from services.outflow.exchange.snapshots import exchange_state, publish_exchange
from services.outflow.exchange.tables import ExchangeRow
from services.outflow.operations.casework import lock_case, note, write, write_to_former
from services.outflow.operations.hearing import case_of, speaking_for_the_host
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import DateInTheFuture
from shared.letters.contract import Body, Letter
from shared.policy.task_kinds import TaskKind
from shared.posts import Post
from shared.tasks.operations import close_task


def take_up(act: Act, verb: str, case_id: UUID) -> tuple[CaseRow, ExchangeRow, Post]:
    """Raises NotFound, NotYourPost, NotAway."""
    case = lock_case(act, case_id)
    post = authorise(act.actor, verb, PERMISSIONS, standing_of(case))
    return case, exchange_of(act, case), post


def exchange_of(act: Act, case: CaseRow) -> ExchangeRow:
    """Raises NotAway before the departure and after the end."""
    exchange = act.session.get(ExchangeRow, case.id, with_for_update=True)
    if exchange is None or exchange.over:
        raise NotAway(status=case.status)
    return exchange


def done(act: Act, case: CaseRow, exchange: ExchangeRow, kind: TaskKind, key: str, verb: str) -> None:
    """Close the task that this act answers."""
    occurrence = exchange_state(act, case, exchange).occurrence(key)
    close_task(act, case.id, kind, case.home_branch, verb=verb, occurrence=occurrence)


def tell_host(act: Act, case: CaseRow, body: Body) -> None:
    """The host that looks after him: while he moves on, the former one until it has released him."""
    if write_to_former(act, case, body) is None:
        write(act, case, body)


def answer_host(act: Act, case: CaseRow, body: Body, attempt: int) -> None:
    """The host of that attempt; one that has released him is no longer written to."""
    if attempt == case.attempt:
        write(act, case, body)
    elif attempt == case.former_attempt:
        write_to_former(act, case, body)


def not_later_than_today(act: Act, **days: Any) -> None:
    wrong = [name for name, day in days.items() if day > act.today]
    if wrong:
        raise DateInTheFuture(fields=[{"field": name, "message": "晚于今天"} for name in wrong])


Meaning = Callable[[Act, CaseRow, ExchangeRow, Letter], bool]
"""What a letter does; False when the case has outrun it."""


def heard(meaning: Meaning) -> Callable[[Act, Letter], None]:
    """A letter from the host of this case: sender checked, history written, workflow told."""

    def apply(act: Act, letter: Letter) -> None:
        case = case_of(act, letter)
        act, post = speaking_for_the_host(act, letter.sender)
        verb = f"letter_{letter.body.type.lower()}"
        exchange = act.session.get(ExchangeRow, case.id, with_for_update=True)
        if exchange is None or exchange.over or not meaning(act, case, exchange, letter):
            note(act, verb, case, post, ignored=True, attempt=letter.attempt)
            return
        note(act, verb, case, post, sender=letter.sender)
        publish_exchange(act, case, exchange)

    return apply
