"""Reports are for those who oversee; a branch sees its own numbers."""

from shared.authorisation import OFFICERS, Permissions, Relation, grant
from shared.posts import Role

OVERSEERS = (grant(Relation.OWN, Role.BRANCH_SECRETARY), grant(Relation.SUBTREE, OFFICERS))

PERMISSIONS: Permissions = {"read_report": OVERSEERS, "list_figure": OVERSEERS}
