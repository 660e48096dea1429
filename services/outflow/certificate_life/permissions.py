"""Who may do what with a certificate at home."""

from services.outflow.permissions import BRANCH_ACTS, COMMITTEE_ACTS, SECRETARY_ACTS
from shared.authorisation import OFFICERS, SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

READS_REGISTER = (
    grant(Relation.OWN, Role.BRANCH_SECRETARY, Role.CONTACT_PERSON),
    grant(Relation.SUBTREE, OFFICERS),
)

PERMISSIONS: Permissions = {
    "report_loss": BRANCH_ACTS,
    "check_loss": SECRETARY_ACTS,
    "request_replacement": SECRETARY_ACTS,
    "seal_replacement": COMMITTEE_ACTS,
    "issue_replacement": SECRETARY_ACTS,
    "check_certificate": SECRETARY_ACTS,
    "void_certificate": COMMITTEE_ACTS,
    "record_dues": BRANCH_ACTS,
    "remind_of_dues": BRANCH_ACTS,
    "consider_arrears": SECRETARY_ACTS,
    "put_away_certificate": BRANCH_ACTS,
    "record_false_entries": SECRETARY_ACTS,
    "settle_false_entries": COMMITTEE_ACTS,
    "list_issue_register": READS_REGISTER,
    "export_issue_register": READS_REGISTER,
    "record_replacement_number": SYSTEM_ONLY,
    "list_running_certificates": SYSTEM_ONLY,
}
