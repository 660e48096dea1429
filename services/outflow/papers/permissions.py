"""Who may print: the branch and its committee; a roster also the department above; the member his certificate."""

from services.outflow.permissions import BRANCH_ACTS, COMMITTEE_ACTS, DEPARTMENT_ACTS
from shared.authorisation import MEMBER_ACTS, Permissions

PERMISSIONS: Permissions = {
    "print_certificate": (*BRANCH_ACTS, *COMMITTEE_ACTS, *MEMBER_ACTS),
    "print_outflow_notice": (*BRANCH_ACTS, *COMMITTEE_ACTS),
    "print_home_roster": (*BRANCH_ACTS, *COMMITTEE_ACTS, *DEPARTMENT_ACTS),
}
