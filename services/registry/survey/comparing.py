"""Home list against host list: matched, only home, only host, differs. Pure; nothing is held but one list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from shared.letters.bodies_survey import DifferenceKind

FIELDS = ("certificate", "standing", "committee", "branch", "status")


class Listed(NamedTuple):
    """`key`: the index of the person; `values` in the order of FIELDS; `ref` is the reader's own name for the row."""

    key: str
    values: tuple[str, ...]
    ref: int = 0


class Compared(NamedTuple):
    """`kind` is None for a match."""

    kind: DifferenceKind | None
    key: str
    home: Listed | None
    host: Listed | None
    differing: tuple[str, ...] = ()


def compare(home: Iterable[Listed], host: Iterable[Listed]) -> Iterator[Compared]:
    """Every row of either list comes once. A person who stands twice in a list is paired first with the row that
    is equal, then in order; what is left over stands alone. The order of the lists does not matter."""
    waiting: dict[str, Listed | list[Listed]] = {}
    for row in home:
        _put(waiting, row)
    unpaired: dict[str, list[Listed]] = defaultdict(list)
    for row in host:
        twin = _take_equal(waiting, row)
        if twin is None and row.key in waiting:
            unpaired[row.key].append(row)
        else:
            yield Compared(None if twin else DifferenceKind.ONLY_HOST, row.key, twin, row)
    yield from _in_order(waiting, unpaired)


def _put(waiting: dict[str, Listed | list[Listed]], row: Listed) -> None:
    before = waiting.get(row.key)
    if before is None:
        # One row stands alone nearly always: a list for each would take twice the memory.
        waiting[row.key] = row
    else:
        waiting[row.key] = [before, row] if isinstance(before, Listed) else [*before, row]


def _take_equal(waiting: dict[str, Listed | list[Listed]], row: Listed) -> Listed | None:
    found = waiting.get(row.key)
    if found is None:
        return None
    if isinstance(found, Listed):
        return waiting.pop(row.key) if found.values == row.values else None  # type: ignore[return-value]
    twin = next((one for one in found if one.values == row.values), None)
    if twin is not None:
        found.remove(twin)
        if not found:
            del waiting[row.key]
    return twin


def _in_order(waiting: dict[str, Listed | list[Listed]], unpaired: dict[str, list[Listed]]) -> Iterator[Compared]:
    for index, found in waiting.items():
        rows = [found] if isinstance(found, Listed) else found
        others = unpaired.pop(index, [])
        for one, other in zip(rows, others, strict=False):
            yield Compared(DifferenceKind.DIFFERS, index, one, other, _differing(one, other))
        for one in rows[len(others) :]:
            yield Compared(DifferenceKind.ONLY_HOME, index, one, None)
        for other in others[len(rows) :]:
            yield Compared(DifferenceKind.ONLY_HOST, index, None, other)
    for index, others in unpaired.items():
        yield from (Compared(DifferenceKind.ONLY_HOST, index, None, other) for other in others)


def _differing(one: Listed, other: Listed) -> tuple[str, ...]:
    return tuple(name for name, a, b in zip(FIELDS, one.values, other.values, strict=True) if a != b)
