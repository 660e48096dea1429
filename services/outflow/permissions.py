"""Who may do what on the home side (rulebook 2). One row per route; the row's key is the verb."""

from shared.authorisation import (
    MEMBER_ACTS,
    OFFICERS,
    READERS,
    SIGNED_LETTER,
    SYSTEM_ONLY,
    Permissions,
    Relation,
    grant,
)
from shared.kernel_api import KERNEL_PERMISSIONS
from shared.posts import Role

BRANCH_ACTS = (grant(Relation.OWN, Role.BRANCH_SECRETARY, Role.CONTACT_PERSON),)
SECRETARY_ACTS = (grant(Relation.OWN, Role.BRANCH_SECRETARY),)
SAID_OR_HEARD = (*BRANCH_ACTS, *MEMBER_ACTS)
"""The member says it himself, or the branch writes down what it has heard from him."""
COMMITTEE_ACTS = (grant(Relation.SUBTREE, Role.COMMITTEE_OFFICER),)
DEPARTMENT_ACTS = (grant(Relation.SUBTREE, Role.DEPARTMENT_OFFICER),)
IMPORTERS = (*SECRETARY_ACTS, *COMMITTEE_ACTS, grant(Relation.ANY, Role.SYSTEM))

PERMISSIONS: Permissions = KERNEL_PERMISSIONS | {
    "declare_departure": SECRETARY_ACTS,
    "list_cases": READERS,
    "search_cases": READERS,
    "read_case": READERS,
    "read_dossier": READERS,
    "read_overview": (grant(Relation.OWN, Role.BRANCH_SECRETARY), grant(Relation.SUBTREE, OFFICERS)),
    "brief_member": BRANCH_ACTS,
    "request_certificate": SECRETARY_ACTS,
    "seal_certificate": COMMITTEE_ACTS,
    "issue_certificate": SECRETARY_ACTS,
    "report_arrival": SAID_OR_HEARD,
    "answer_query": SECRETARY_ACTS,
    "record_contact": BRANCH_ACTS,
    "object_to_refusal": COMMITTEE_ACTS,
    "name_host": SECRETARY_ACTS,
    "send_paper_notice": BRANCH_ACTS,
    "record_host_answer": BRANCH_ACTS,
    "propose_coordination": DEPARTMENT_ACTS,
    "cancel_departure": SECRETARY_ACTS,
    "reveal_field": (*BRANCH_ACTS, *COMMITTEE_ACTS),
    "print_letter": (*BRANCH_ACTS, *COMMITTEE_ACTS),
    "open_task": SYSTEM_ONLY,
    "record_certificate_number": SYSTEM_ONLY,
    "list_running_cases": SYSTEM_ONLY,
    "receive_letter": SIGNED_LETTER,
}
