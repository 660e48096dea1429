"""Which posts work on tasks, and which look after others' tasks."""

from shared.posts import Role

WORKERS = frozenset(
    {
        Role.BRANCH_SECRETARY,
        Role.CONTACT_PERSON,
        Role.COMMITTEE_OFFICER,
        Role.RECEPTION_OFFICER,
        Role.DEPARTMENT_OFFICER,
    }
)
SUPERIORS = frozenset({Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER})
URGERS = SUPERIORS | {Role.INSPECTOR}
