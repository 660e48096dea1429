"""Who may print: the host branch and its committee; lists also the department above."""

from services.inflow.permissions import BRANCH_ACTS
from shared.authorisation import Permissions, Relation, grant
from shared.posts import Role

COMMITTEE_ACTS = (grant(Relation.SUBTREE, Role.RECEPTION_OFFICER, Role.COMMITTEE_OFFICER),)
DEPARTMENT_ACTS = (grant(Relation.SUBTREE, Role.DEPARTMENT_OFFICER),)

PERMISSIONS: Permissions = {
    "print_receipt": (*BRANCH_ACTS, *COMMITTEE_ACTS),
    "print_opinion": (*BRANCH_ACTS, grant(Relation.SUBTREE, Role.COMMITTEE_OFFICER)),
    "print_host_roster": (*BRANCH_ACTS, *COMMITTEE_ACTS, *DEPARTMENT_ACTS),
    "print_ledger": (*COMMITTEE_ACTS, *DEPARTMENT_ACTS),
}
