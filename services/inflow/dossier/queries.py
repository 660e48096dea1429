"""Reading all processes of a placement at once."""

from uuid import UUID

from services.inflow.correction.queries import corrections_of
from services.inflow.dossier.contract import PlacementDossier
from services.inflow.entries.queries import entry_book
from services.inflow.exchange.queries import exchange_view
from services.inflow.leaving.queries import closing_note_view
from services.inflow.opinion.queries import opinion_view
from services.inflow.queries import newest_seen
from services.inflow.waiting.queries import waiting_of
from shared.act import Act
from shared.errors import NotFound
from shared.waiting_lists.urging import urges_of


def read_dossier(act: Act, case_id: UUID) -> PlacementDossier:
    """Of the newest attempt that the reader may see. Raises NotFound."""
    row = act.session.scalars(newest_seen(act, case_id)).one_or_none()
    if row is None:
        raise NotFound()
    return PlacementDossier(
        case_id=row.case_id,
        attempt=row.attempt,
        entries=entry_book(act, row),
        corrections=corrections_of(act, row),
        opinion=opinion_view(act, row),
        closing_note=closing_note_view(act, row),
        exchange=exchange_view(act, row),
        waiting=waiting_of(act, row),
        urges=urges_of(act, row.case_id, row.attempt),
    )
