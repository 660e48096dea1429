"""Side 1 compares, keeps its half of each difference, and tells the other side its half."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from sqlalchemy import select

from services.registry.survey.comparing import Compared, Listed, compare
from services.registry.survey.contract import ExchangeStatus
from services.registry.survey.operations.differences import Half, note_differences
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
from shared.letters.bodies_survey import CHUNK, DifferenceKind, FoundDifference, ListedFields, ListRole, SurveyResult


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
    different: list[Compared] = []
    for one in compare(lists[ListRole.HOME], lists[ListRole.HOST]):
        if one.kind is None:
            outcome.matched += 1
        else:
            different.append(one)
    halves = list(_halves(act, role, different))
    note_differences(act, row, (half for half, _ in halves))
    outcome.found += [found for _, found in halves]


def _listed(act: Act, row: ExchangeRow, *, ours: bool, role: ListRole) -> Iterator[Listed]:
    columns = (ListRow.index, ListRow.certificate, ListRow.standing, ListRow.committee, ListRow.branch, ListRow.status)
    query = list_of(row, ours=ours, role=role).with_only_columns(*columns, ListRow.id)
    for index, *values, row_id in act.session.execute(query.execution_options(yield_per=CHUNK)):
        yield Listed(index, tuple(values), row_id)


def _halves(act: Act, role: ListRole, different: Sequence[Compared]) -> Iterator[tuple[Half, FoundDifference]]:
    """Ours to keep, and what the other side is told of it."""
    rows = _rows(act, [one.ref for pair in different for one in (pair.home, pair.host) if one])
    for one in different:
        assert one.kind is not None
        mine, other = (one.home, one.host) if role is ListRole.HOME else (one.host, one.home)
        ours, theirs = rows[mine.ref] if mine else None, rows[other.ref] if other else None
        half = _half(new_id(), role, one.kind, one.differing, ours, fields_of(theirs) if theirs else None)
        half = replace(half, region=theirs.region if theirs else "")
        region = ours.region if ours else ""
        yield half, FoundDifference(
            difference_id=half.difference_id, role=role, kind=one.kind, index=one.key, fields=one.differing,
            writer=half.ours, region=region,
        )  # fmt: skip


def _half(
    difference_id: UUID,
    role: ListRole,
    kind: DifferenceKind,
    fields: tuple[str, ...],
    ours: ListRow | None,
    theirs: ListedFields | None,
) -> Half:
    return Half(
        difference_id=difference_id,
        role=role,
        kind=kind,
        fields=fields,
        ours=fields_of(ours) if ours else None,
        theirs=theirs,
        case_id=ours.case_id if ours else None,
        path=ours.path if ours else None,
        region="",
    )


def _rows(act: Act, refs: Sequence[int]) -> dict[int, ListRow]:
    found: dict[int, ListRow] = {}
    for chunk in in_chunks(iter(refs)):
        found |= {row.id: row for row in act.session.scalars(select(ListRow).where(ListRow.id.in_(chunk)))}
    return found


def _tell(act: Act, row: ExchangeRow, outcome: _Outcome) -> None:
    chunks = max(-(-len(outcome.found) // CHUNK), 1)
    for number, found in enumerate(in_chunks(iter(outcome.found)), start=1):
        write(act, row, SurveyResult(matched=outcome.matched, chunk=number, chunks=chunks, differences=tuple(found)))


def note_told(act: Act, row: ExchangeRow, found: Sequence[FoundDifference]) -> None:
    """Side 2 keeps its half: its own row is found by the index that only the two parties can compute."""
    ours = _by_index(act, row, found)
    halves = (_half_told(one, ours.get((one.index, one.role.other))) for one in found)
    note_differences(act, row, halves)


def _half_told(told: FoundDifference, ours: ListRow | None) -> Half:
    half = _half(told.difference_id, told.role.other, told.kind, told.fields, ours, told.writer)
    return replace(half, region=told.region)


def _by_index(act: Act, row: ExchangeRow, found: Sequence[FoundDifference]) -> dict[tuple[str, str], ListRow]:
    query = select(ListRow).where(
        ListRow.exchange_id == row.id,
        ListRow.side == row.side,
        ListRow.ours,
        ListRow.index.in_([one.index for one in found]),
    )
    return {(one.index, one.role): one for one in act.session.scalars(query.order_by(ListRow.id.desc()))}
