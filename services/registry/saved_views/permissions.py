"""A view shared with an organisation is seen by who holds a post there, changed by its author and by its officers."""

from shared.authorisation import OFFICERS, Permissions, Relation, grant
from shared.posts import Role

PEOPLE = frozenset(Role) - {Role.SYSTEM}
SEEN_BY = (grant(Relation.OWN, PEOPLE),)
CHANGED_BY = (grant(Relation.OWN, OFFICERS, Role.BRANCH_SECRETARY),)

PERMISSIONS: Permissions = {
    "save_view": SEEN_BY,
    "list_saved_views": SEEN_BY,
    "change_view": CHANGED_BY,
    "remove_view": CHANGED_BY,
}
