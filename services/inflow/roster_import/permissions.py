"""Who may bring the host's roster up to date: the branch that keeps it, and its committee."""

from shared.authorisation import Permissions, Relation, grant
from shared.posts import Role

IMPORTERS = (grant(Relation.OWN, Role.BRANCH_SECRETARY), grant(Relation.SUBTREE, Role.COMMITTEE_OFFICER))

PERMISSIONS: Permissions = {
    "check_roster": IMPORTERS,
    "report_roster": IMPORTERS,
    "import_roster": IMPORTERS,
    "export_roster": IMPORTERS,
}
