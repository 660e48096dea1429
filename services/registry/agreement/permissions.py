"""Who may do what with an agreement: the officers of the party itself; those above may read."""

from shared.authorisation import OFFICERS, SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

PARTY_ACTS = (grant(Relation.OWN, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER),)
READERS = (grant(Relation.SUBTREE, OFFICERS), grant(Relation.ANY, Role.SYSTEM))

PERMISSIONS: Permissions = {
    "draft_agreement": PARTY_ACTS,
    "offer_agreement": PARTY_ACTS,
    "counter_agreement": PARTY_ACTS,
    "sign_agreement": PARTY_ACTS,
    "terminate_agreement": PARTY_ACTS,
    "record_consultation": PARTY_ACTS,
    "let_agreement_lapse": PARTY_ACTS,
    "list_agreements": READERS,
    "read_agreement": READERS,
    "list_waiting": (grant(Relation.SUBTREE, OFFICERS),),
    "urge_partner": PARTY_ACTS,
    "list_running_agreements": SYSTEM_ONLY,
}
