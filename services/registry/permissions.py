"""Who may do what in the registry (rulebook 2). One row per route; the row's key is the verb."""

from shared.authorisation import PUBLIC, READERS, SYSTEM_ONLY, Permissions, Relation, grant
from shared.kernel_api import KERNEL_PERMISSIONS
from shared.posts import Role

ADMINISTRATION = (grant(Relation.ANY, Role.SYSTEM_ADMINISTRATOR, Role.SYSTEM),)
EVERYBODY = (grant(Relation.ANY, frozenset(Role)),)
NUMBER_READERS = (grant(Relation.SUBTREE, Role.DEPARTMENT_OFFICER, Role.INSPECTOR), grant(Relation.ANY, Role.SYSTEM))

PERMISSIONS: Permissions = KERNEL_PERMISSIONS | {
    "sign_in": PUBLIC,
    "issue_access_token": PUBLIC,
    "change_password": PUBLIC,
    "sign_out": PUBLIC,
    "list_sessions": PUBLIC,
    "end_session": PUBLIC,
    "end_all_sessions": PUBLIC,
    "read_second_factor": PUBLIC,
    "begin_second_factor": PUBLIC,
    "confirm_second_factor": PUBLIC,
    "prove_second_factor": PUBLIC,
    "disable_second_factor": PUBLIC,
    "create_account": ADMINISTRATION,
    "list_accounts": ADMINISTRATION,
    "grant_post": ADMINISTRATION,
    "end_post": ADMINISTRATION,
    "reset_password": ADMINISTRATION,
    "reset_second_factor": ADMINISTRATION,
    "end_account_sessions": ADMINISTRATION,
    "import_organisations": ADMINISTRATION,
    "register_region": ADMINISTRATION,
    "assign_policy": ADMINISTRATION,
    "publish_calendar": ADMINISTRATION,
    "list_organisations": EVERYBODY,
    "read_directory": EVERYBODY,
    "read_policy": EVERYBODY,
    "list_policy_assignments": EVERYBODY,
    "read_calendars": EVERYBODY,
    "open_task": SYSTEM_ONLY,
    "request_number": SYSTEM_ONLY,
    "number_certificate": (grant(Relation.OWN, Role.DEPARTMENT_OFFICER),),
    "list_certificate_numbers": NUMBER_READERS,
    "read_certificate_number": READERS,
}
