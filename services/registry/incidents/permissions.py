"""Who sees what is stuck: the departments their subtrees, system administrators everything. The worker reports."""

from shared.authorisation import SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

WATCHERS = (grant(Relation.SUBTREE, Role.DEPARTMENT_OFFICER), grant(Relation.ANY, Role.SYSTEM_ADMINISTRATOR))

PERMISSIONS: Permissions = {
    "list_incidents": WATCHERS,
    "read_incident": WATCHERS,
    "order_remedy": WATCHERS,
    "report_troubles": SYSTEM_ONLY,
    "list_ordered_remedies": SYSTEM_ONLY,
    "record_remedy": SYSTEM_ONLY,
}
