"""Who may do what while the host waits for home."""

from shared.authorisation import BRANCH, OFFICERS, Permissions, Relation, grant
from shared.posts import Role

PERMISSIONS: Permissions = {
    "list_waiting": (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS)),
    "urge_partner": (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS - {Role.INSPECTOR})),
}
