"""Departments see the findings in their own subtree and take measures; the organisation itself may read."""

from shared.authorisation import Permissions, Relation, grant
from shared.posts import Role

PERMISSIONS: Permissions = {
    "list_findings": (grant(Relation.SUBTREE, Role.DEPARTMENT_OFFICER, Role.INSPECTOR, Role.COMMITTEE_OFFICER),),
    "record_measure": (grant(Relation.SUBTREE, Role.DEPARTMENT_OFFICER),),
}
