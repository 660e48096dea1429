"""Who keeps records: the organisation's own people; who reads: those above, and everybody the offices."""

from shared.authorisation import BRANCH, OFFICERS, PUBLIC, Permissions, Relation, grant
from shared.posts import Role

KEEPERS = (grant(Relation.OWN, Role.BRANCH_SECRETARY, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER),)
READERS = (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS))

PERMISSIONS: Permissions = {
    "keep_record": KEEPERS,
    "conclude_record": KEEPERS,
    "list_records": READERS,
    "read_assessment": (grant(Relation.SUBTREE, OFFICERS),),
    "publish_office": (grant(Relation.OWN, Role.COMMITTEE_OFFICER, Role.RECEPTION_OFFICER, Role.DEPARTMENT_OFFICER),),
    "list_offices": PUBLIC,
}
