"""Everybody has an inbox and channels of his own; the worker tells and sends."""

from shared.authorisation import SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

EVERYBODY = (grant(Relation.ANY, frozenset(Role) - {Role.SYSTEM}),)

PERMISSIONS: Permissions = {
    "list_notices": EVERYBODY,
    "read_notices": EVERYBODY,
    "list_channels": EVERYBODY,
    "add_channel": EVERYBODY,
    "remove_channel": EVERYBODY,
    "tell_of_day": SYSTEM_ONLY,
    "tell_of_rungs": SYSTEM_ONLY,
    "list_sendings": SYSTEM_ONLY,
    "record_sending": SYSTEM_ONLY,
}
