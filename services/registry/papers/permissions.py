"""Who may print an agreement; a paper may be checked by whoever holds it."""

from services.registry.agreement.permissions import PARTY_ACTS
from shared.authorisation import PUBLIC, SYSTEM_ONLY, Permissions

PERMISSIONS: Permissions = {
    "print_agreement": PARTY_ACTS,
    "verify_paper": PUBLIC,
    "list_void_papers": SYSTEM_ONLY,
}
