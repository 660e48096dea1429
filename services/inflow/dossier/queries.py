"""Reading all processes of a placement at once."""

from uuid import UUID

from services.inflow.dossier.contract import PlacementDossier
from services.inflow.queries import newest_seen
from shared.act import Act
from shared.errors import NotFound


def read_dossier(act: Act, case_id: UUID) -> PlacementDossier:
    """Of the newest attempt that the reader may see. Raises NotFound."""
    row = act.session.scalars(newest_seen(act, case_id)).one_or_none()
    if row is None:
        raise NotFound()
    return PlacementDossier(case_id=row.case_id, attempt=row.attempt)
