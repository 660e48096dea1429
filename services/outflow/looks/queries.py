"""Reading who looked, at home."""

from uuid import UUID

from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import NotFound
from shared.looks.contract import LookFilter, Looks
from shared.looks.permissions import PERMISSIONS
from shared.looks.queries import looks_at


def list_looks(act: Act, case_id: UUID, wanted: LookFilter) -> Looks:
    """Raises NotFound, also for a case that is not the reader's; NotYourPost for the host's people."""
    case = act.session.get(CaseRow, case_id)
    if case is None:
        raise NotFound()
    authorise(act.actor, "list_looks", PERMISSIONS, standing_of(case))
    return looks_at(act, case.id, wanted)
