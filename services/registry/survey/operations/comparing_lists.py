"""Side 1 compares, keeps its half of each difference, and tells the other side its half."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select

from services.registry.survey.comparing import Compared, Listed, compare
from services.registry.survey.contract import ExchangeStatus
from services.registry.survey.operations.differences import note_difference
from services.registry.survey.operations.exchanges import (
    fields_of,
    forget_rows,
    in_chunks,
    list_of,
    lock_exchange,
    write,
)
from services.registry.survey.snapshots import publish_exchange
from services.registry.survey.tables import ExchangeRow, ListRow
from shared.act import Act
from shared.identifiers import new_id
from shared.letters.bodies_survey import CHUNK, FoundDifference, ListRole, SurveyResult


@dataclass
class _Outcome:
    matched: int = 0
    found: list[FoundDifference] = field(default_factory=list)


def begin_exchange_step(act: Act, exchange_id: UUID, step: str) -> None:
    """`compare`: both lists are whole on side 1. Repeats change nothing."""
    row = lock_exchange(act, exchange_id, 1)
    if step != "compare" or row.status != ExchangeStatus.READY:
        return
    outcome = _Outcome()
    for role in ListRole:
        _compare(act, row, role, outcome)
    row.matched, row.status = outcome.matched, ExchangeStatus.COMPARED
    _tell(act, row, outcome)
    forget_rows(act, row)
    publish_exchange(act, row)


def _compare(act: Act, row: ExchangeRow, role: ListRole, outcome: _Outcome) -> None:
    """`role` is ours: our home list meets their host list, our host list their home list."""
    lists = {role: _listed(act, row, ours=True, role=role), role.other: _listed(act, row, ours=False, role=role.other)}
    for one in compare(lists[ListRole.HOME], lists[ListRole.HOST]):
        if one.kind is None:
            outcome.matched += 1
        else:
            outcome.found.append(_note(act, row, role, one))


def _listed(act: Act, row: ExchangeRow, *, ours: bool, role: ListRole) -> Iterator[Listed]:
    columns = (ListRow.index, ListRow.certificate, ListRow.standing, ListRow.committee, ListRow.branch, ListRow.status)
    query = list_of(row, ours=ours, role=role).with_only_columns(*columns, ListRow.id)
    for index, *values, row_id in act.session.execute(query.execution_options(yield_per=CHUNK)):
        yield Listed(index, tuple(values), row_id)


def _note(act: Act, row: ExchangeRow, role: ListRole, one: Compared) -> FoundDifference:
    assert one.kind is not None
    mine, other = (one.home, one.host) if role is ListRole.HOME else (one.host, one.home)
    ours, theirs = _row(act, mine), _row(act, other)
    difference_id = new_id()
    note_difference(
        act,
        row,
        difference_id,
        role=role,
        kind=one.kind,
        fields=one.differing,
        ours=fields_of(ours) if ours else None,
        theirs=fields_of(theirs) if theirs else None,
        case_id=ours.case_id if ours else None,
        path=ours.path if ours else None,
        region=theirs.region if theirs else "",
    )
    return FoundDifference(
        difference_id=difference_id,
        role=role,
        kind=one.kind,
        index=one.key,
        fields=one.differing,
        writer=fields_of(ours) if ours else None,
        region=ours.region if ours else "",
    )


def _row(act: Act, one: Listed | None) -> ListRow | None:
    return act.session.get(ListRow, one.ref) if one else None


def _tell(act: Act, row: ExchangeRow, outcome: _Outcome) -> None:
    chunks = max(-(-len(outcome.found) // CHUNK), 1)
    for number, found in enumerate(in_chunks(iter(outcome.found)), start=1):
        write(act, row, SurveyResult(matched=outcome.matched, chunk=number, chunks=chunks, differences=tuple(found)))


def note_told(act: Act, row: ExchangeRow, found: Iterable[FoundDifference]) -> None:
    """Side 2 keeps its half: its own row is found by the index that only the two parties can compute."""
    for one in found:
        ours = _by_index(act, row, one)
        note_difference(
            act,
            row,
            one.difference_id,
            role=one.role.other,
            kind=one.kind,
            fields=one.fields,
            ours=fields_of(ours) if ours else None,
            theirs=one.writer,
            case_id=ours.case_id if ours else None,
            path=ours.path if ours else None,
            region=one.region,
        )


def _by_index(act: Act, row: ExchangeRow, one: FoundDifference) -> ListRow | None:
    query = select(ListRow).where(
        ListRow.exchange_id == row.id,
        ListRow.side == row.side,
        ListRow.index == one.index,
        ListRow.ours,
        ListRow.role == one.role.other,
    )
    return act.session.scalars(query.order_by(ListRow.id).limit(1)).one_or_none()
