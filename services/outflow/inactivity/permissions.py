"""The branch reports and hears, the committee decides."""

from services.outflow.permissions import BRANCH_ACTS, COMMITTEE_ACTS, SECRETARY_ACTS
from shared.authorisation import SYSTEM_ONLY, Permissions

PERMISSIONS: Permissions = {
    "report_inactivity": BRANCH_ACTS,
    "consider_inactivity": SECRETARY_ACTS,
    "decide_inactivity": COMMITTEE_ACTS,
    "list_running_inactivities": SYSTEM_ONLY,
}
