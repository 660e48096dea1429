"""Who may do what in W-07: the branch searches and resolves, the committee decides, the level above gets the filing."""

from services.outflow.permissions import BRANCH_ACTS, COMMITTEE_ACTS, SECRETARY_ACTS
from shared.authorisation import BRANCH, OFFICERS, SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

HOME_READERS = (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS), grant(Relation.ANY, Role.SYSTEM))
"""The host helps to search by letter; what home writes about a lost member stays at home."""

PERMISSIONS: Permissions = {
    "report_dead_channel": BRANCH_ACTS,
    "record_family_contact": BRANCH_ACTS,
    "log_search": BRANCH_ACTS,
    "confirm_lost": SECRETARY_ACTS,
    "record_finding": SECRETARY_ACTS,
    "resolve_measure": SECRETARY_ACTS,
    "decide_measure": COMMITTEE_ACTS,
    "file_measure": COMMITTEE_ACTS,
    "review_correction_order": SECRETARY_ACTS,
    "apply_for_restoration": BRANCH_ACTS,
    "reveal_family_contact": BRANCH_ACTS,
    "list_running_lost_contacts": SYSTEM_ONLY,
}
