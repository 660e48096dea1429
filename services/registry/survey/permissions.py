"""Who may do what in the survey of a department (rulebook 2: the department officer surveys and coordinates)."""

from shared.authorisation import SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

OWN = (grant(Relation.OWN, Role.DEPARTMENT_OFFICER),)
WITHIN = (grant(Relation.SUBTREE, Role.DEPARTMENT_OFFICER),)
ORGANISERS = (
    grant(Relation.SUBTREE, Role.DEPARTMENT_OFFICER, Role.INSPECTOR),
    grant(Relation.ANY, Role.SYSTEM),
)
"""Who sees a department's surveys; branches and committees see their own part of it on their own side."""
EVERYBODY = (grant(Relation.ANY, frozenset(Role)),)
"""That a survey is on has to be known to those under the department, too; the list holds no others."""

PERMISSIONS: Permissions = {
    "plan_survey": OWN,
    "open_survey": OWN,
    "start_reconciling": OWN,
    "analyse_survey": OWN,
    "report_survey": OWN,
    "close_survey": OWN,
    "list_surveys": EVERYBODY,
    "read_survey": ORGANISERS,
    "read_survey_report": ORGANISERS,
    "export_survey": ORGANISERS,
    "list_differences": ORGANISERS,
    "resolve_difference": WITHIN,
    "carry_difference": WITHIN,
    "record_views": OWN,
    "list_views": ORGANISERS,
    "record_survey_spread": SYSTEM_ONLY,
    "record_survey_tally": SYSTEM_ONLY,
    "record_survey_distribution": SYSTEM_ONLY,
    "record_survey_end": SYSTEM_ONLY,
    "read_survey_key": SYSTEM_ONLY,
    "add_survey_rows": SYSTEM_ONLY,
    "finish_survey_lists": SYSTEM_ONLY,
    "list_running_surveys": SYSTEM_ONLY,
    "list_running_survey_exchanges": SYSTEM_ONLY,
    "list_running_survey_differences": SYSTEM_ONLY,
}
