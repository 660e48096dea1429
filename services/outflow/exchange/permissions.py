"""Who may do what in the exchange at home."""

from services.outflow.permissions import BRANCH_ACTS, SAID_OR_HEARD, SECRETARY_ACTS
from shared.authorisation import BRANCH, SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

PERMISSIONS: Permissions = {
    "acknowledge_feedback": BRANCH_ACTS,
    "question_feedback": BRANCH_ACTS,
    "send_home_notice": BRANCH_ACTS,
    "record_paper_feedback": BRANCH_ACTS,
    "record_change": SAID_OR_HEARD,
    "acknowledge_change": BRANCH_ACTS,
    "record_yearly_report": SAID_OR_HEARD,
    "call_member": SECRETARY_ACTS,
    "record_summons_reply": SAID_OR_HEARD,
    "open_request": SAID_OR_HEARD,
    "assign_request": (*SECRETARY_ACTS, grant(Relation.SUBTREE, Role.COMMITTEE_OFFICER)),
    "answer_request": (grant(Relation.OWN, BRANCH, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER),),
    "confirm_request": SAID_OR_HEARD,
    "list_running_home_exchanges": SYSTEM_ONLY,
}
