"""W-17: who works with the data reports; the committee of the side that owns it decides."""

from services.outflow.permissions import BRANCH_ACTS, COMMITTEE_ACTS
from shared.authorisation import BRANCH, OFFICERS, SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

HOME_READERS = (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS), grant(Relation.ANY, Role.SYSTEM))

PERMISSIONS: Permissions = {
    "report_correction": (*BRANCH_ACTS, *COMMITTEE_ACTS),
    "add_evidence": (*BRANCH_ACTS, *COMMITTEE_ACTS),
    "decide_correction": COMMITTEE_ACTS,
    "merge_members": COMMITTEE_ACTS,
    "list_running_corrections": SYSTEM_ONLY,
}
