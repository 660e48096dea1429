"""By which post a row may change a placement: nobody does by a file what he is refused by act."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from services.inflow.exchange.permissions import PERMISSIONS as EXCHANGE
from services.inflow.operations.casework import path_of
from services.inflow.permissions import PERMISSIONS as PLACEMENT
from services.inflow.queries import standing_of
from services.inflow.roster_import.domain.comparison import Way
from services.inflow.tables import PlacementRow
from shared.act import Act
from shared.authorisation import Permissions, Standing, authorise, may
from shared.posts import Post

# Into which group he has been put is said when he is enrolled: whoever may enrol him may amend it.
VERBS: Final[Mapping[Way, tuple[str, Permissions]]] = {
    Way.CHANGE: ("note_change", EXCHANGE),
    Way.ENTRY: ("enrol_member", PLACEMENT),
}


def may_take(act: Act, way: Way, row: PlacementRow) -> bool:
    verb, permissions = VERBS[way]
    return may(act.actor, verb, permissions, _standing(row))


def post_for(act: Act, way: Way, row: PlacementRow) -> Post:
    """Raises NotFound, NotYourPost."""
    verb, permissions = VERBS[way]
    return authorise(act.actor, verb, permissions, _standing(row))


def _standing(row: PlacementRow) -> Standing:
    return replace(standing_of(row), own=path_of(row, row.host_branch or row.host_committee))
