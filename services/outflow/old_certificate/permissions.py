"""The workflow registers, the committee corrects."""

from services.outflow.permissions import COMMITTEE_ACTS
from shared.authorisation import SYSTEM_ONLY, Permissions

PERMISSIONS: Permissions = {
    "correct_old_number": COMMITTEE_ACTS,
    "record_old_number": SYSTEM_ONLY,
    "list_running_old_certificates": SYSTEM_ONLY,
}
