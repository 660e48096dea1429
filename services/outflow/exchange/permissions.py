"""Who may do what in the exchange at home."""

from services.outflow.permissions import BRANCH_ACTS, SECRETARY_ACTS
from shared.authorisation import BRANCH, SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

PERMISSIONS: Permissions = {
    "acknowledge_feedback": BRANCH_ACTS,
    "question_feedback": BRANCH_ACTS,
    "send_home_notice": BRANCH_ACTS,
    "record_paper_feedback": BRANCH_ACTS,
    "record_change": BRANCH_ACTS,
    "acknowledge_change": BRANCH_ACTS,
    "record_yearly_report": BRANCH_ACTS,
    "call_member": SECRETARY_ACTS,
    "record_summons_reply": BRANCH_ACTS,
    "open_request": BRANCH_ACTS,
    "assign_request": (*SECRETARY_ACTS, grant(Relation.SUBTREE, Role.COMMITTEE_OFFICER)),
    "answer_request": (grant(Relation.OWN, BRANCH, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER),),
    "confirm_request": BRANCH_ACTS,
    "list_running_home_exchanges": SYSTEM_ONLY,
}
