"""Who may do what: the committee itself, and for the approval the department above the leading one."""

from shared.authorisation import OFFICERS, SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

COMMITTEE_ACTS = (grant(Relation.OWN, Role.COMMITTEE_OFFICER),)
READERS = (grant(Relation.SUBTREE, OFFICERS), grant(Relation.ANY, Role.SYSTEM))

PERMISSIONS: Permissions = {
    "propose_mobile_org": COMMITTEE_ACTS,
    "answer_mobile_org": COMMITTEE_ACTS,
    "approve_mobile_org": (grant(Relation.SUBTREE, Role.DEPARTMENT_OFFICER),),
    "activate_mobile_org": COMMITTEE_ACTS,
    "dissolve_mobile_org": COMMITTEE_ACTS,
    "list_mobile_orgs": READERS,
    "read_mobile_org": READERS,
    "list_running_mobile_orgs": SYSTEM_ONLY,
}
