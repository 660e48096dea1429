"""Who may do what in a branch's or committee's part of the survey."""

from shared.authorisation import BRANCH, OFFICERS, SYSTEM_ONLY, Permissions, Relation, grant
from shared.posts import Role

SEERS = (grant(Relation.OWN, BRANCH), grant(Relation.SUBTREE, OFFICERS), grant(Relation.ANY, Role.SYSTEM))

PERMISSIONS: Permissions = {
    "return_survey": (grant(Relation.OWN, BRANCH),),
    "send_back_return": (grant(Relation.OWN, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER),),
    "check_survey": (grant(Relation.OWN, Role.COMMITTEE_OFFICER, Role.DEPARTMENT_OFFICER),),
    "read_survey_return": SEERS,
    "list_survey_returns": SEERS,
    "begin_survey": SYSTEM_ONLY,
    "end_survey": SYSTEM_ONLY,
    "read_survey_tally": SYSTEM_ONLY,
    "list_survey_rows": SYSTEM_ONLY,
    "read_survey_distribution": SYSTEM_ONLY,
    "list_running_survey_returns": SYSTEM_ONLY,
}
