"""Who may do what in W-06. What the branch prepares, the committee decides (rulebook 2, separation)."""

from services.outflow.permissions import BRANCH_ACTS, COMMITTEE_ACTS, IMPORTERS, SECRETARY_ACTS
from shared.authorisation import SYSTEM_ONLY, Permissions

PERMISSIONS: Permissions = {
    "record_admission": SECRETARY_ACTS,
    "request_opinion": SECRETARY_ACTS,
    "record_application": BRANCH_ACTS,
    "record_paper_opinion": SECRETARY_ACTS,
    "waive_opinion": COMMITTEE_ACTS,
    "consult_on_conversion": BRANCH_ACTS,
    "review_conversion": SECRETARY_ACTS,
    "publish_conversion_notice": BRANCH_ACTS,
    "record_notice_objection": BRANCH_ACTS,
    "resolve_notice_objection": SECRETARY_ACTS,
    "close_conversion_notice": SECRETARY_ACTS,
    "adjourn_conversion_meeting": SECRETARY_ACTS,
    "hold_conversion_meeting": SECRETARY_ACTS,
    "report_resolution": SECRETARY_ACTS,
    "decide_conversion": COMMITTEE_ACTS,
    "announce_conversion": SECRETARY_ACTS,
    "open_overdue_conversion": IMPORTERS,
    "list_running_conversions": SYSTEM_ONLY,
}
