"""Who may do what on the host side (rulebook 2). One row per route; the row's key is the verb."""

from shared.authorisation import (
    BRANCH,
    MEMBER_ACTS,
    OFFICERS,
    READERS,
    SYSTEM_ONLY,
    Grant,
    Permissions,
    Relation,
    grant,
)
from shared.kernel_api import KERNEL_PERMISSIONS
from shared.posts import Role

RECEPTION_ACTS = (grant(Relation.OWN, Role.RECEPTION_OFFICER, Role.COMMITTEE_OFFICER),)
BRANCH_ACTS = (grant(Relation.OWN, BRANCH),)
SAID_OR_HEARD = (*BRANCH_ACTS, *MEMBER_ACTS)
"""The member says it himself, or the branch writes down what it has heard from him."""
EVERYBODY: tuple[Grant, ...] = (grant(Relation.ANY, frozenset(Role)),)
"""Whoever has been let as far as the placement itself: told which post may act, not that it is unknown."""

PERMISSIONS: Permissions = KERNEL_PERMISSIONS | {
    "list_placements": READERS,
    "search_placements": READERS,
    "read_placement": READERS,
    "read_dossier": READERS,
    "read_overview": (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS)),
    "report_arrival": RECEPTION_ACTS,
    "verify_certificate": RECEPTION_ACTS,
    "place_member": RECEPTION_ACTS,
    "enrol_member": BRANCH_ACTS,
    "refuse_member": (grant(Relation.OWN, Role.COMMITTEE_OFFICER),),
    "decide_dispute": (grant(Relation.OWN, Role.DEPARTMENT_OFFICER),),
    "answer_look": (*RECEPTION_ACTS, *BRANCH_ACTS),
    "reveal_field": (
        *BRANCH_ACTS,
        grant(Relation.SUBTREE, Role.RECEPTION_OFFICER, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER),
    ),
    "list_running_placements": SYSTEM_ONLY,
    "open_task": SYSTEM_ONLY,
}
