"""Who may void a number, and who may ask about one."""

from shared.authorisation import SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

PERMISSIONS: Permissions = {
    "register_old_number": SYSTEM_ONLY,
    "void_number": SYSTEM_ONLY,
    "check_number": (grant(Relation.ANY, frozenset(Role)),),
}
