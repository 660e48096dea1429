"""Who decides about an organisation: the committee or department above it."""

from shared.authorisation import OFFICERS, SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

ABOVE = (grant(Relation.SUBTREE, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER),)
READERS = (grant(Relation.SUBTREE, OFFICERS), grant(Relation.ANY, Role.SYSTEM))

PERMISSIONS: Permissions = {
    "decide_org_change": ABOVE,
    "map_org_change": ABOVE,
    "cancel_org_change": ABOVE,
    "verify_org_change": ABOVE,
    "list_org_changes": READERS,
    "read_org_change": READERS,
    "preview_org_change": READERS,
    "record_move": SYSTEM_ONLY,
    "list_running_org_changes": SYSTEM_ONLY,
}
