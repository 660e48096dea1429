"""By which post a row may change a case: nobody does by a file what he is refused by act."""

from collections.abc import Mapping
from typing import Final

from services.outflow.exchange.permissions import PERMISSIONS as EXCHANGE
from services.outflow.permissions import PERMISSIONS as CASE
from services.outflow.queries import standing_of
from services.outflow.roster.known import Way
from services.outflow.roster_import.permissions import PERMISSIONS as IMPORT
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import Permissions, authorise, may
from shared.posts import Post

# Particulars have no act of their own: whoever may register a member by a file may fill in what is known of him.
VERBS: Final[Mapping[Way, tuple[str, Permissions]]] = {
    Way.PARTICULARS: ("import_roster", IMPORT),
    Way.BEFORE_DEPARTURE: ("import_roster", IMPORT),
    Way.REPORT: ("record_change", EXCHANGE),
    Way.HOST: ("name_host", CASE),
}


def may_take(act: Act, way: Way, case: CaseRow) -> bool:
    verb, permissions = VERBS[way]
    return may(act.actor, verb, permissions, standing_of(case))


def post_for(act: Act, way: Way, case: CaseRow) -> Post:
    """Raises NotFound, NotYourPost."""
    verb, permissions = VERBS[way]
    return authorise(act.actor, verb, permissions, standing_of(case))
