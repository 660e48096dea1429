"""Who may do what in the exchange at the host."""

from services.inflow.permissions import SAID_OR_HEARD
from shared.authorisation import BRANCH, SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

BRANCH_ACTS = (grant(Relation.OWN, BRANCH),)
SECRETARY_ACTS = (grant(Relation.OWN, Role.BRANCH_SECRETARY),)
COMMITTEE_ACTS = (grant(Relation.SUBTREE, Role.COMMITTEE_OFFICER, Role.RECEPTION_OFFICER),)
HOLDERS = (Role.COMMITTEE_OFFICER, Role.RECEPTION_OFFICER, Role.DEPARTMENT_OFFICER)

PERMISSIONS: Permissions = {
    "send_feedback": BRANCH_ACTS,
    "answer_feedback": BRANCH_ACTS,
    "note_change": BRANCH_ACTS,
    "tell_change": SECRETARY_ACTS,
    "acknowledge_change": COMMITTEE_ACTS,
    "record_care": BRANCH_ACTS,
    "record_summons_reply": BRANCH_ACTS,
    "open_request": SAID_OR_HEARD,
    "assign_request": (*SECRETARY_ACTS, *COMMITTEE_ACTS),
    "answer_request": (grant(Relation.OWN, BRANCH, *HOLDERS),),
    "confirm_request": SAID_OR_HEARD,
    "list_running_host_exchanges": SYSTEM_ONLY,
}
