"""Who releases a member, and who answers his transfer."""

from services.inflow.permissions import BRANCH_ACTS
from shared.authorisation import Permissions, Relation, grant
from shared.posts import Role

PERMISSIONS: Permissions = {
    "release_member": BRANCH_ACTS,
    "report_staying": BRANCH_ACTS,
    "accept_transfer": (grant(Relation.OWN, Role.COMMITTEE_OFFICER),),
    "reject_transfer": (grant(Relation.OWN, Role.COMMITTEE_OFFICER),),
}
