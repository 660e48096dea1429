"""Who may open a member's way to his own case: his branch, at home or at the host, for nobody else's people. The
services ask whether the case is that branch's (`Relation.HIMSELF`); the registry knows no cases."""

from shared.authorisation import BRANCH, PUBLIC, Permissions, Relation, grant

OWN_BRANCH = (grant(Relation.OWN, BRANCH),)

PERMISSIONS: Permissions = {
    "open_member_link": OWN_BRANCH,
    "list_member_links": OWN_BRANCH,
    "withdraw_member_links": OWN_BRANCH,
    "redeem_member_link": PUBLIC,
    "issue_member_token": PUBLIC,
    "end_member_session": PUBLIC,
}
