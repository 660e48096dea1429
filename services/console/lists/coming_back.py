"""Which lists go out with the columns that an import reads, and of which of their cases the visitor gets those rows."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from services.console.lists.sides import Side
from services.console.sign_in.visitor import Visitor
from services.inflow.roster_import import columns as host
from services.outflow.roster import columns as home
from shared.rosters.client import RosterCalls
from shared.rosters.contract import ExportRoster
from shared.working_lists.contract import ListKind

Cells = dict[UUID, dict[str, str]]


@dataclass(frozen=True)
class Back:
    """`headings` by field; `said_by`: columns of the list that those fields say already."""

    headings: Mapping[str, str]
    said_by: Collection[str]
    cells: Callable[[Sequence[UUID]], Cells]


def back_of(side: Side, visitor: Visitor, reason: str) -> Back | None:
    """None where the visitor may import nothing of the list."""
    if not visitor.imports:
        return None
    far = visitor.services.outflow if side.kind is ListKind.HOME else visitor.services.inflow
    headings, said = SIDES[side.kind]
    return Back(headings, said, lambda case_ids: _cells(far, case_ids, reason))


HOME_SAID = frozenset({"branch", "host", "leaves_on", "departed_on", "expected_return"})


SIDES = {ListKind.HOME: (home.HEADINGS, HOME_SAID), ListKind.HOST: (host.HEADINGS, frozenset[str]())}


def _cells(far: RosterCalls, case_ids: Sequence[UUID], reason: str) -> Cells:
    if not case_ids:
        return {}
    body = ExportRoster(case_ids=list(case_ids), reveal=bool(reason), reason=reason)
    return {row.case_id: row.cells for row in far.export_roster(body).rows}
