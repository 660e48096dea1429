"""Reading all processes of a case at once."""

from uuid import UUID

from services.outflow.dossier.contract import CaseDossier
from services.outflow.permissions import PERMISSIONS
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import NotFound


def read_dossier(act: Act, case_id: UUID) -> CaseDossier:
    """Raises NotFound, also for a case that is not the reader's."""
    case = act.session.get(CaseRow, case_id)
    if case is None:
        raise NotFound()
    authorise(act.actor, "read_dossier", PERMISSIONS, standing_of(case))
    return CaseDossier(case_id=case.id)
