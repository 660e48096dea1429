"""Who may do what while home waits for the host."""

from services.outflow.permissions import BRANCH_ACTS, COMMITTEE_ACTS, DEPARTMENT_ACTS
from shared.authorisation import BRANCH, OFFICERS, Permissions, Relation, grant

PERMISSIONS: Permissions = {
    "list_waiting": (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS)),
    "urge_partner": (*BRANCH_ACTS, *COMMITTEE_ACTS, *DEPARTMENT_ACTS),
}
