"""Reading all processes of a case at once."""

from uuid import UUID

from services.outflow.certificate_life.queries import certificate_file
from services.outflow.conversion.queries import conversion_view
from services.outflow.correction.queries import aliases_of, corrections_of, possible_duplicates
from services.outflow.dossier.contract import CaseDossier
from services.outflow.exchange.queries import exchange_view
from services.outflow.inactivity.queries import inactivity_of
from services.outflow.leaving.queries import leaving_view
from services.outflow.lost_contact.queries import lost_contact_of
from services.outflow.old_certificate.queries import old_certificate_view
from services.outflow.permissions import PERMISSIONS
from services.outflow.queries import standing_of
from services.outflow.tables import CaseRow
from services.outflow.waiting.queries import waiting_of
from shared.act import Act
from shared.authorisation import authorise
from shared.errors import NotFound
from shared.waiting_lists.urging import urges_of


def read_dossier(act: Act, case_id: UUID) -> CaseDossier:
    """Raises NotFound, also for a case that is not the reader's."""
    case = act.session.get(CaseRow, case_id)
    if case is None:
        raise NotFound()
    authorise(act.actor, "read_dossier", PERMISSIONS, standing_of(case))
    return CaseDossier(
        case_id=case.id,
        conversion=conversion_view(act, case),
        certificate=certificate_file(act, case),
        old_certificate=old_certificate_view(act, case),
        leaving=leaving_view(act, case),
        lost_contact=lost_contact_of(act, case),
        inactivity=inactivity_of(act, case),
        corrections=corrections_of(act, case),
        aliases=aliases_of(act, case),
        possible_duplicates=possible_duplicates(act, case),
        exchange=exchange_view(act, case),
        waiting=waiting_of(act, case.id),
        urges=urges_of(act, case.id),
    )
