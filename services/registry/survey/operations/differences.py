"""One half of a difference: a task of this side's county department, resolved or carried as an open case."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.registry.survey.contract import CarryDifference, DifferenceStatus, Process, ResolveDifference
from services.registry.survey.operations.exchanges import lock_exchange, write
from services.registry.survey.operations.parties import holder_of
from services.registry.survey.permissions import PERMISSIONS
from services.registry.survey.snapshots import publish_difference, publish_exchange, publish_new_differences
from services.registry.survey.tables import DifferenceRow, ExchangeRow
from shared.act import Act
from shared.authorisation import Standing, authorise
from shared.errors import NotFound
from shared.history import append, who_was_first
from shared.letters.bodies_survey import DifferenceHandled, DifferenceKind, ListedFields, ListRole
from shared.organisation_directory.tables import OrganisationRow
from shared.policy.task_kinds import TaskKind
from shared.tasks.operations import close_task

VERB = {DifferenceStatus.RESOLVED: "resolve_difference", DifferenceStatus.CARRIED: "carry_difference"}


@dataclass(frozen=True)
class Half:
    """What one side will keep of a difference. `region`: where the other side believes that he belongs to us."""

    difference_id: UUID
    role: ListRole
    kind: DifferenceKind
    fields: tuple[str, ...]
    ours: ListedFields | None
    theirs: ListedFields | None
    case_id: UUID | None
    path: str | None
    region: str


def note_differences(act: Act, exchange: ExchangeRow, halves: Iterable[Half]) -> None:
    """All at once: there may be thousands, and each gets a small workflow of its own."""
    holders: dict[tuple[str | None, str], OrganisationRow] = {}
    rows = []
    for half in halves:
        place = (half.path, half.region)
        if place not in holders:
            holders[place] = holder_of(act.session, exchange, half.path, half.region)
        rows.append(_row(act, exchange, half, holders[place]))
    act.session.add_all(rows)
    publish_new_differences(act, rows)


def _row(act: Act, exchange: ExchangeRow, half: Half, holder: OrganisationRow) -> DifferenceRow:
    return DifferenceRow(
        id=half.difference_id,
        side=exchange.side,
        exchange_id=exchange.id,
        role=half.role,
        kind=half.kind,
        fields=list(half.fields),
        ours=half.ours.model_dump() if half.ours else None,
        theirs=half.theirs.model_dump() if half.theirs else None,
        case_id=half.case_id,
        region=exchange.region,
        holder=holder.code,
        holder_path=holder.path,
        status=DifferenceStatus.OPEN,
        version=1,
        found_on=act.today,
    )


def resolve_difference(act: Act, difference_id: UUID, side: int, body: ResolveDifference) -> DifferenceRow:
    """Raises NotFound, NotYourPost, StepAlreadyTaken (names who was first)."""
    return _handle(act, difference_id, side, DifferenceStatus.RESOLVED, body.text)


def carry_difference(act: Act, difference_id: UUID, side: int, body: CarryDifference) -> DifferenceRow:
    """It goes on as a case of another process, which its own act starts. Raises as `resolve_difference`."""
    return _handle(act, difference_id, side, DifferenceStatus.CARRIED, body.text, body.process, body.case_number)


def _handle(
    act: Act,
    difference_id: UUID,
    side: int,
    status: DifferenceStatus,
    text: str,
    process: Process | None = None,
    case_number: str = "",
) -> DifferenceRow:
    verb = VERB[status]
    row = act.session.get(DifferenceRow, (difference_id, side))
    if row is None:
        raise NotFound()
    post = authorise(act.actor, verb, PERMISSIONS, Standing(own=row.holder_path))
    exchange = lock_exchange(act, row.exchange_id, side)
    act.session.refresh(row, with_for_update=True)
    if row.status != DifferenceStatus.OPEN:
        raise who_was_first(act.session, row.id, None, "这条差异已经处理")
    row.status, row.process, row.case_number = status, process, case_number
    row.text, row.handled_on = act.seal_text(text), act.today
    close_task(
        act,
        row.exchange_id,
        TaskKind.RESOLVE_DIFFERENCE,
        row.holder,
        verb=verb,
        occurrence=f"{row.side}/{row.id}",
    )
    append(act, verb, row.id, row.status, post=post, words=text, process=process, side=side)
    _tell_the_other_side(act, exchange, row)
    publish_difference(act, row)
    return row


def _tell_the_other_side(act: Act, exchange: ExchangeRow, row: DifferenceRow) -> None:
    body = DifferenceHandled(difference_id=row.id, outcome=row.status, process=row.process, handled_on=act.today)
    write(act, exchange, body)
    publish_exchange(act, exchange)


def note_handled_there(act: Act, side: int, told: DifferenceHandled) -> None:
    """Shown beside our own half; it changes nothing of what we owe."""
    row = act.session.get(DifferenceRow, (told.difference_id, side), with_for_update=True)
    if row is not None:
        outcome = DifferenceStatus(told.outcome).label
        process = f"：{Process(told.process).label}" if told.process else ""
        row.handled_there = f"{told.handled_on} {outcome}{process}"
