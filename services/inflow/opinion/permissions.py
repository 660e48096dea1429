"""Who may do what about the opinion: the host branch observes and drafts, its secretary signs and sends."""

from services.inflow.permissions import BRANCH_ACTS
from shared.authorisation import SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

PERMISSIONS: Permissions = {
    "record_observation": BRANCH_ACTS,
    "draft_opinion": BRANCH_ACTS,
    "file_opinion": (grant(Relation.OWN, Role.BRANCH_SECRETARY),),
    "list_running_opinions": SYSTEM_ONLY,
}
