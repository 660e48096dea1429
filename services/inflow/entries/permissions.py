"""Who may do what with the entries at the host."""

from services.inflow.permissions import BRANCH_ACTS, SAID_OR_HEARD
from shared.authorisation import SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

SECRETARY_ACTS = (grant(Relation.OWN, Role.BRANCH_SECRETARY),)
ARRIVED_ACTS = (
    *BRANCH_ACTS,
    grant(Relation.OWN, Role.RECEPTION_OFFICER, Role.COMMITTEE_OFFICER),
)

PERMISSIONS: Permissions = {
    "record_entry": BRANCH_ACTS,
    "confirm_entry": SAID_OR_HEARD,
    "object_to_entry": SAID_OR_HEARD,
    "review_entry": SECRETARY_ACTS,
    "correct_entry": SECRETARY_ACTS,
    "report_certificate_lost": ARRIVED_ACTS,
    "check_booklet": SECRETARY_ACTS,
    "take_up_booklet": ARRIVED_ACTS,
    "answer_false_entries": SECRETARY_ACTS,
    "list_running_entries": SYSTEM_ONLY,
}
