"""How the opinion begins with the enrolment, is asked for and answered by home's letters, and ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.inflow.contract import PlacementStatus
from services.inflow.operations.parties import check_parties
from services.inflow.opinion.contract import WatchStatus
from services.inflow.opinion.domain import after_leaving, after_request, after_result
from services.inflow.opinion.snapshots import opinion_state, publish_opinion, watch_of
from services.inflow.opinion.tables import OpinionWatchRow
from services.inflow.sealed import change_person, notice_of
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.errors import Conflict
from shared.history import append
from shared.letters.bodies_conversion import ConversionOutcome, ConversionResult, OpinionRequest
from shared.letters.contract import Letter
from shared.letters.operations import NEVER_ANNOUNCED, LetterRefused
from shared.policy.task_kinds import TaskKind
from shared.posts import Actor, Post, Role
from shared.tasks import operations as tasks
from shared.tasks.contract import OpenedTask, OpenTask

S = PlacementStatus
HAS_LEFT = frozenset({S.WITHDRAWN, S.RELEASED, S.REDIRECTED, S.REFUSED})
PROBATIONARY = "PROBATIONARY"


class OpinionNotOwed(Conflict):
    message = "书面意见已经发出，或者不再需要。"


def react(act: Act, placement: PlacementRow) -> None:
    """The watch begins when a probationary member is enrolled (D-56) and ends when he has left."""
    watch = watch_of(act, placement)
    if watch is None:
        if placement.status == S.ENROLLED and notice_of(act, placement).person.standing == PROBATIONARY:
            _begin(act, placement)
        return
    if placement.status not in HAS_LEFT or watch.left_on is not None:
        return
    watch.left_on = act.today
    watch.status = after_leaving(WatchStatus(watch.status), requested=watch.requested_on is not None)
    publish_opinion(act, placement, watch)


def _begin(act: Act, placement: PlacementRow, end: date | None = None) -> OpinionWatchRow:
    known = end or notice_of(act, placement).person.probation_end
    watch = OpinionWatchRow(
        placement_id=placement.id, version=0, round=1, status=WatchStatus.WATCHING, probation_end=known
    )
    act.session.add(watch)
    publish_opinion(act, placement, watch)
    return watch


def hear(act: Act, letter: Letter) -> None:
    """A request or a result from home. Raises LetterRefused for a stranger."""
    query = select(PlacementRow).where(PlacementRow.case_id == letter.case_id, PlacementRow.attempt == letter.attempt)
    placement = act.session.scalars(query.with_for_update()).one_or_none()
    if placement is None:
        raise LetterRefused(NEVER_ANNOUNCED)
    check_parties(act, letter, placement)
    act = replace(act, actor=Actor(act.actor.account, placement.home_committee_name, act.actor.posts))
    means = MEANINGS[type(letter.body)](act, placement, letter)
    post = Post(Role.SYSTEM, letter.sender, placement.home_path)
    ignored: dict[str, Any] = {} if means else {"ignored": True}
    verb = f"letter_{letter.body.type.lower()}"
    append(act, verb, placement.case_id, placement.status, post=post, attempt=placement.attempt, **ignored)


def _requested(act: Act, placement: PlacementRow, letter: Letter) -> bool:
    """One who was never on the roster here cannot be judged here."""
    body = letter.body
    assert isinstance(body, OpinionRequest)
    if placement.enrolled_on is None:
        return False
    watch = watch_of(act, placement) or _begin(act, placement, body.probation_end)
    other_end = watch.probation_end is not None and watch.probation_end != body.probation_end
    status = after_request(WatchStatus(watch.status), other_end=other_end)
    if other_end:
        _take_task_back(act, placement, watch)
        watch.round += 1
    watch.status, watch.requested_on = status, body.asked_on
    watch.probation_start, watch.probation_end = body.probation_start, body.probation_end
    watch.request_text = act.seal_text(body.text)
    publish_opinion(act, placement, watch)
    return True


def _resulted(act: Act, placement: PlacementRow, letter: Letter) -> bool:
    """D-64: both sides know what became of it; an extension is watched anew."""
    body = letter.body
    assert isinstance(body, ConversionResult)
    watch = watch_of(act, placement)
    if watch is None:
        return False
    _take_task_back(act, placement, watch)
    watch.status = after_result(body.outcome)
    if body.outcome is ConversionOutcome.EXTENDED:
        watch.probation_end, watch.requested_on = body.probation_end, None
        watch.round += 1
        if watch.left_on is not None:
            watch.status = WatchStatus.ENDED
    elif body.outcome is ConversionOutcome.CONVERTED:
        _is_full_now(act, placement)
    publish_opinion(act, placement, watch)
    return True


def _take_task_back(act: Act, placement: PlacementRow, watch: OpinionWatchRow) -> None:
    holder, occurrence = placement.host_branch or placement.host_committee, opinion_state(act, placement, watch)
    if watch.status == WatchStatus.DUE:
        tasks.cancel_task(
            act,
            placement.case_id,
            TaskKind.FILE_OPINION,
            holder,
            verb="letter_conversion_result",
            occurrence=occurrence.occurrence,
        )


def _is_full_now(act: Act, placement: PlacementRow) -> None:
    change_person(act, placement, standing="FULL", probation_end=None)


MEANINGS: dict[type, Callable[[Act, PlacementRow, Letter], bool]] = {
    OpinionRequest: _requested,
    ConversionResult: _resulted,
}


def open_task(act: Act, opening: OpenTask) -> OpenedTask:
    """Raises OpinionNotOwed."""
    placement = _placement(act, opening.case_id, opening.occurrence.split(".")[0])
    watch = watch_of(act, placement) if placement is not None else None
    if placement is None or watch is None or not _owed(act, placement, watch, opening.occurrence):
        raise OpinionNotOwed()
    return tasks.open_task(act, opening, placement.case_number)


def _owed(act: Act, placement: PlacementRow, watch: OpinionWatchRow, occurrence: str) -> bool:
    return watch.status == WatchStatus.DUE and opinion_state(act, placement, watch).occurrence == occurrence


def _placement(act: Act, case_id: UUID, attempt: str) -> PlacementRow | None:
    if not attempt.isdecimal():
        return None
    query = select(PlacementRow).where(PlacementRow.case_id == case_id, PlacementRow.attempt == int(attempt))
    return act.session.scalars(query.with_for_update()).one_or_none()


def begin_step(act: Act, subject: UUID, step: str) -> None:
    """`prepare/attempt/day`: T−60, the host branch is reminded; a repeat changes nothing."""
    parts = step.split("/")
    placement = _placement(act, subject, parts[1] if len(parts) > 1 else "")
    watch = watch_of(act, placement) if placement is not None else None
    if placement is None or watch is None or watch.status != WatchStatus.WATCHING:
        return
    due = opinion_state(act, placement, watch).prepare_on
    if due is not None and due <= act.today:
        watch.status = WatchStatus.DUE
        append(act, "opinion_due", placement.case_id, placement.status, attempt=placement.attempt)
        publish_opinion(act, placement, watch)
