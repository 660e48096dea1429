"""Moving is the workflow's; the officers who decide may see how much it is."""

from shared.authorisation import SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

PERMISSIONS: Permissions = {
    "move_organisation": SYSTEM_ONLY,
    "preview_move": (grant(Relation.SUBTREE, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER, Role.INSPECTOR),),
}
