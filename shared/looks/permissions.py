"""Who is told who looked: the member himself, the branch, those above it, and who audits (rulebook 2)."""

from shared.authorisation import BRANCH, MEMBER_ACTS, OFFICERS, Permissions, Relation, grant
from shared.posts import Role

PERMISSIONS: Permissions = {
    "list_looks": (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS, Role.AUDITOR), *MEMBER_ACTS),
}
