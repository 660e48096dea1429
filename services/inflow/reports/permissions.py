"""Reports are for those who oversee; the list behind a figure shows no more than the list of placements does."""

from shared.authorisation import OFFICERS, Permissions, Relation, grant
from shared.posts import Role

OVERSEERS = (grant(Relation.OWN, Role.BRANCH_SECRETARY), grant(Relation.SUBTREE, OFFICERS))

PERMISSIONS: Permissions = {"read_report": OVERSEERS, "list_figure_placements": OVERSEERS}
