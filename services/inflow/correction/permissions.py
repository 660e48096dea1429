"""W-17 at the host: branch and reception report; the committee decides on its own contact data."""

from services.inflow.permissions import BRANCH_ACTS, RECEPTION_ACTS
from shared.authorisation import SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

PERMISSIONS: Permissions = {
    "report_correction": (*RECEPTION_ACTS, *BRANCH_ACTS),
    "add_evidence": (*RECEPTION_ACTS, *BRANCH_ACTS),
    "decide_correction": (grant(Relation.OWN, Role.COMMITTEE_OFFICER),),
    "list_running_corrections": SYSTEM_ONLY,
}
