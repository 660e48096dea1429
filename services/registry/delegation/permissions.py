"""Who may let somebody stand in, and who may end it besides the two."""

from shared.authorisation import Permissions, Relation, grant
from shared.posts import Role

ESTATES_APART = frozenset({Role.SYSTEM, Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR})
"""S13: posts that are not delegated, to nobody."""
OFFICERS = (grant(Relation.SUBTREE, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER),)

PERMISSIONS: Permissions = {
    "delegate_post": (grant(Relation.ANY, frozenset(Role) - ESTATES_APART),),
    "end_delegation": OFFICERS,
    "list_delegations": OFFICERS,
    "list_colleagues": (grant(Relation.ANY, frozenset(Role)),),
}
